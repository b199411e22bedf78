package dev.cvae.report;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Dataset;
import dev.cvae.image.Images;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Images as pictures. */
final class PictureView implements RowView {
  private static final int PAIRS = 30;
  private static final int COLUMNS = 15;

  @Override
  public SamplePage samplePage(Dataset rows, ConditionSchema schema) {
    return new PicturePage(rows, schema);
  }

  @Override
  public Html reconstructions(Subject subject) {
    Dataset some = subject.rows().rows(ReportRows.some(subject.rows(), PAIRS));
    int columns = (int) Math.min(COLUMNS, some.size());
    String what =
        "%d images; below each its reconstruction, the mean of p(x|z%s) at the mean of q(z|x%s)."
            .formatted(some.size(), given(subject), given(subject));
    return Figures.figure(
        Figures.pixels(Images.pairs(some, subject.model().reconstruct(some), columns), what), what);
  }

  @Override
  public Html worst(Subject subject, List<ScoredRow> rows) {
    int[] numbers = rows.stream().mapToInt(ScoredRow::row).toArray();
    Dataset originals = subject.rows().rows(numbers);
    float[][] reconstructions = subject.model().reconstruct(originals).rows();
    List<Html> figures = new ArrayList<>();
    for (int i = 0; i < numbers.length; i++) {
      float[][] pair = {originals.row(i), reconstructions[i]};
      String name = subject.condition(numbers[i]);
      String loss = String.format(Locale.ROOT, "%.1f nats", rows.get(i).loss());
      String alt =
          "Number %d of the worst%s: the image, and below it its reconstruction"
              .formatted(i + 1, name.isEmpty() ? "" : ", " + name);
      figures.add(
          Html.of(
              "figure",
              Figures.pixels(Images.grid(pair, originals.shape(), 1), alt),
              Html.of("figcaption", subject.conditionLines(numbers[i]), loss)));
    }
    boolean wide = subject.schema().fields().size() > 1;
    return Html.of("div", figures).with("class", wide ? "row wide" : "row");
  }

  @Override
  public Html interpolations(Subject subject, List<Way> ways) {
    float[][] page =
        ways.stream().flatMap(way -> Arrays.stream(way.samples().rows())).toArray(float[][]::new);
    int columns = ways.get(0).samples().size();
    String what =
        "Each line goes from the latent of one image to that of another in equal steps%s."
            .formatted(subject.schema().isEmpty() ? "" : ", under the condition of the first");
    return Figures.figure(
        Figures.pixels(Images.grid(page, subject.rows().shape(), columns), what), what);
  }

  private static String given(Subject subject) {
    return subject.schema().isEmpty() ? "" : ",c";
  }
}
