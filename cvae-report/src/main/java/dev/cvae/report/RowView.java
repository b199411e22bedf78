package dev.cvae.report;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.image.Images;
import java.util.List;

/** How rows of data are shown: as pictures if they are images, else as tables and histograms. */
interface RowView {
  static RowView of(Shape shape) {
    return Images.areImages(shape) ? new PictureView() : new TableView();
  }

  /** What the model generates. */
  SamplePage samplePage(Dataset rows, ConditionSchema schema);

  /** Some rows beside their reconstructions. */
  Html reconstructions(Subject subject);

  /** Rows with a loss each, beside their reconstructions. */
  Html worst(Subject subject, List<ScoredRow> rows);

  /** What lies between the latents of two rows each. */
  Html interpolations(Subject subject, List<Way> ways);
}
