package dev.cvae.report;

import dev.cvae.GenerationRequest;
import dev.cvae.GenerativeModel;
import dev.cvae.Samples;
import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.Field;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.image.Images;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Generated pictures: a column a condition, a line a z; without conditions each has its own z. */
final class PicturePage implements SamplePage {
  private static final int LINES = 6;
  private static final int UNCONDITIONAL_COLUMNS = 10;
  private static final int LONGEST_HEAD = 12; // in letters
  private static final int POINTS = 900; // of the page's width, about

  private final Shape shape;
  private final ConditionSchema schema;
  private final List<Condition> conditions; // empty for an unconditional model

  PicturePage(Dataset rows, ConditionSchema schema) {
    this.shape = rows.shape();
    this.schema = schema;
    this.conditions = schema.isEmpty() ? List.of() : Conditions.shown(rows, schema);
  }

  @Override
  public BufferedImage of(GenerativeModel model) {
    int columns = columns();
    float[][] page = new float[LINES * columns][];
    if (conditions.isEmpty()) {
      page = model.generate(page.length, 0).rows();
    }
    for (int column = 0; column < conditions.size(); column++) {
      Samples samples = model.generate(GenerationRequest.of(conditions.get(column), LINES).seed(0));
      for (int line = 0; line < LINES; line++) {
        page[line * columns + column] = samples.row(line);
      }
    }
    return Images.grid(page, shape, columns);
  }

  @Override
  public List<String> heads() {
    List<String> texts =
        conditions.stream().map(condition -> Conditions.text(schema, condition)).toList();
    return isNumbered()
        ? IntStream.rangeClosed(1, texts.size()).mapToObj(Integer::toString).toList()
        : texts;
  }

  /** Where a condition does not fit above its column, there are numbers, and a table of them. */
  private boolean isNumbered() {
    return schema.fields().size() > 1
        || conditions.stream()
            .anyMatch(condition -> Conditions.text(schema, condition).length() > LONGEST_HEAD);
  }

  @Override
  public List<Html> legend() {
    if (!isNumbered()) {
      return List.of();
    }
    List<String> fields = schema.fields().stream().map(Field::name).toList();
    List<String> names = new ArrayList<>(List.of("column"));
    names.addAll(fields);
    Table table = new Table("The conditions of the columns", names);
    for (int column = 0; column < conditions.size(); column++) {
      Map<String, String> values = Conditions.values(schema, conditions.get(column));
      table.row(column + 1, fields.stream().map(field -> values.getOrDefault(field, "–")).toList());
    }
    return List.of(table.toHtml());
  }

  @Override
  public String caption() {
    if (conditions.isEmpty()) {
      return "Generated images, the means of p(x|z), each from a z of its own that stays the same.";
    }
    String fields = isNumbered() ? "in the table" : schema.fields().get(0).name();
    return "Generated images, the means of p(x|z,c). A column is a condition (%s), a line a z; both"
            .formatted(fields)
        + " stay the same.";
  }

  @Override
  public double pixelsPerPoint() {
    int width = columns() * shape.dimensions()[shape.dimensions().length - 1];
    return 1.0 / Math.max(1, Math.min(4, POINTS / width));
  }

  private int columns() {
    return conditions.isEmpty() ? UNCONDITIONAL_COLUMNS : conditions.size();
  }
}
