package dev.cvae.mnist;

import dev.cvae.data.Dataset;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The labels of a CSV file, collected row by row; what they mean shows when all are there. */
final class CsvLabels {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d+");
  private static final BigInteger LARGEST = BigInteger.valueOf(Integer.MAX_VALUE - 1);

  /** A name's number in the order of appearance, and where that was. */
  private record Sighting(int number, CsvPlace place) {}

  private final Map<String, Integer> known;
  private final Map<String, Sighting> sightings = new LinkedHashMap<>();
  private int[] numbers = new int[256]; // by row
  private int rows;

  /**
   * No labels yet.
   *
   * @param known all names that may occur, in the order of their codes; empty for any
   */
  CsvLabels(List<String> known) {
    this.known = codes(known);
  }

  /** Adds the next row's label. */
  void add(String name, CsvPlace place) {
    if (name.isEmpty()) {
      throw place.error("a label", name);
    }
    if (!known.isEmpty() && !known.containsKey(name)) {
      throw place.error("one of the labels " + first(known.keySet()), name);
    }
    Sighting sighting =
        sightings.computeIfAbsent(name, unseen -> new Sighting(sightings.size(), place));
    if (rows == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * rows);
    }
    numbers[rows++] = sighting.number;
  }

  /** The names in the order of their codes; none if the labels are whole numbers. */
  List<String> names() {
    if (!known.isEmpty()) {
      return List.copyOf(known.keySet());
    }
    boolean wholeNumbers =
        sightings.keySet().stream().allMatch(name -> WHOLE_NUMBER.matcher(name).matches());
    return wholeNumbers ? List.of() : sightings.keySet().stream().sorted().toList();
  }

  /** The rows with these labels. */
  Dataset label(Dataset data) {
    Map<String, Integer> named = codes(names());
    int[] codes = new int[sightings.size()]; // by number
    sightings.forEach(
        (name, sighting) ->
            codes[sighting.number] =
                named.isEmpty()
                    ? wholeNumber(name, sighting.place)
                    : Objects.requireNonNull(named.get(name)));
    int[] labels = Arrays.stream(numbers, 0, rows).map(number -> codes[number]).toArray();
    return named.isEmpty() ? data.labelled(labels) : data.labelled(labels, named.size());
  }

  /** The names for a message, cut short if there are many. */
  private static String first(Collection<String> names) {
    int most = 20;
    String shown = names.stream().limit(most).collect(Collectors.joining(", "));
    return "[" + shown + (names.size() > most ? ", …]" : "]");
  }

  private static int wholeNumber(String name, CsvPlace place) {
    BigInteger label = new BigInteger(name);
    if (label.signum() < 0 || label.compareTo(LARGEST) > 0) {
      throw place.error("a label 0.." + LARGEST + ", or labels(…) that name each", name);
    }
    return label.intValue();
  }

  private static Map<String, Integer> codes(List<String> names) {
    Map<String, Integer> codes = new LinkedHashMap<>();
    names.forEach(name -> codes.put(name, codes.size()));
    return codes;
  }
}
