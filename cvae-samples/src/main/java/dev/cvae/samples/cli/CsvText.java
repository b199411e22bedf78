package dev.cvae.samples.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rows as CSV that reads as the same floats again. */
final class CsvText {
  private CsvText() {}

  /**
   * Writes rows under the columns {@code x0, x1, …}.
   *
   * @param column what columns are called, before their number
   * @param labels one a row, in a first column; empty for none
   */
  static void write(float[][] rows, String column, List<String> labels, OutputStream out)
      throws IOException {
    Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    StringBuilder line = new StringBuilder(labels.isEmpty() ? "" : "label,");
    for (int i = 0; i < rows[0].length; i++) {
      line.append(i == 0 ? "" : ",").append(column).append(i);
    }
    text.append(line).append('\n');
    for (int row = 0; row < rows.length; row++) {
      line.setLength(0);
      if (!labels.isEmpty()) {
        line.append(quoted(labels.get(row))).append(',');
      }
      for (int i = 0; i < rows[row].length; i++) {
        line.append(i == 0 ? "" : ",").append(rows[row][i]);
      }
      text.append(line).append('\n');
    }
    text.flush();
  }

  private static String quoted(String label) {
    boolean plain = label.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain && label.equals(label.strip()) ? label : '"' + label.replace("\"", "\"\"") + '"';
  }
}
