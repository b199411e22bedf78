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
 * Labels as the command line writes them: {@code 7}, {@code 1,3,5}, {@code 0..9}, {@code 0..2,7},
 * or, where a model knows them by name, {@code Sneaker,Bag}.
 *
 * @param conditions one a label
 */
record Labels(List<Condition> conditions) {
  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,9})(?:\\.\\.(\\d{1,9}))?");
  private static final Pattern NAME = Pattern.compile("[^\\d.].*");
  private static final int MOST = 100_000;

  /** Copies the list. */
  Labels {
    conditions = List.copyOf(conditions);
  }

  /** Some rows a label, in rounds: 0, 1, ... 9, 0, 1, ... */
  GenerationRequest request(int rounds) {
    if (conditions.size() == 1) {
      return GenerationRequest.of(conditions.get(0), rounds);
    }
    return GenerationRequest.of(
        IntStream.range(0, rounds * conditions.size())
            .mapToObj(row -> conditions.get(row % conditions.size()))
            .toList());
  }

  /** Reads what was typed. */
  static final class Converter implements ITypeConverter<Labels> {
    @Override
    public Labels convert(String text) {
      List<Condition> conditions = new ArrayList<>();
      for (String item : text.split(",", -1)) {
        Matcher numbers = NUMBERS.matcher(item.strip());
        if (numbers.matches()) {
          range(numbers, text).mapToObj(Condition::label).forEach(conditions::add);
        } else if (NAME.matcher(item.strip()).matches()) {
          conditions.add(Condition.of(Condition.LABEL, item.strip()));
        } else {
          throw wrong("must be like 7, 1,3,5 or 0..9, or names", text);
        }
      }
      return new Labels(conditions);
    }

    private static IntStream range(Matcher numbers, String text) {
      int first = Integer.parseInt(numbers.group(1));
      int last = numbers.group(2) == null ? first : Integer.parseInt(numbers.group(2));
      if (last < first || last - first >= MOST) {
        throw wrong("must have ranges that go up, by less than " + MOST, text);
      }
      return IntStream.rangeClosed(first, last);
    }

    private static TypeConversionException wrong(String rule, String text) {
      return new TypeConversionException("label " + rule + ", was " + text);
    }
  }
}
