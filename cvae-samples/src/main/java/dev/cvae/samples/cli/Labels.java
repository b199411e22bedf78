package dev.cvae.samples.cli;

import dev.cvae.GenerationRequest;
import dev.cvae.condition.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Labels as the command line writes them: {@code 7}, {@code 1,3,5}, {@code 0..9}, {@code 0..2,7}.
 */
record Labels(List<Integer> values) {
  private static final Pattern ITEM = Pattern.compile("(\\d{1,9})(?:\\.\\.(\\d{1,9}))?");
  private static final int MOST = 100_000;

  /** Copies the list. */
  Labels {
    values = List.copyOf(values);
  }

  /** Some rows a label, in rounds: 0, 1, ... 9, 0, 1, ... */
  GenerationRequest request(int rounds) {
    if (values.size() == 1) {
      return GenerationRequest.of(Condition.label(values.get(0)), rounds);
    }
    List<Condition> round = values.stream().map(Condition::label).toList();
    return GenerationRequest.of(
        IntStream.range(0, rounds * round.size())
            .mapToObj(row -> round.get(row % round.size()))
            .toList());
  }

  /** Reads what was typed. */
  static final class Converter implements ITypeConverter<Labels> {
    @Override
    public Labels convert(String text) {
      List<Integer> values = new ArrayList<>();
      for (String item : text.split(",", -1)) {
        Matcher matcher = ITEM.matcher(item.strip());
        if (!matcher.matches()) {
          throw wrong("must be like 7, 1,3,5 or 0..9", text);
        }
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        if (last < first || last - first >= MOST) {
          throw wrong("must have ranges that go up, by less than " + MOST, text);
        }
        IntStream.rangeClosed(first, last).forEach(values::add);
      }
      return new Labels(values);
    }

    private static TypeConversionException wrong(String rule, String text) {
      return new TypeConversionException("label " + rule + ", was " + text);
    }
  }
}
