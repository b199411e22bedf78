package dev.cvae.data;

import dev.cvae.condition.CategoryField;
import dev.cvae.condition.Column;
import dev.cvae.error.InvalidDataException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conditions that a {@link Dataset} can be given, from arrays of many types. */
sealed interface DatasetConditions permits Dataset {
  /**
   * How many rows there are.
   *
   * @return 1 or more
   */
  long size();

  /**
   * This data with a field more, or in place of one of the same name.
   *
   * @param column one value a row
   * @return new data that shares the values
   * @throws InvalidDataException if the column has more or fewer rows
   */
  Dataset with(Column column);

  /**
   * This data with a label a row; as many classes as the largest label needs. Labels count from 0:
   * with labels 1 to n there would be a class 0 without a row.
   *
   * @param labels one a row, from 0
   * @return new data that shares the values
   */
  default Dataset labelled(int[] labels) {
    int largest = Math.max(0, Arrays.stream(labels).max().orElse(0));
    return labelled(labels, largest == Integer.MAX_VALUE ? largest : largest + 1);
  }

  /**
   * This data with a label a row, of a given number of classes: the field of this name, of which no
   * row may lack a value.
   *
   * @param labels one a row, 0 to {@code classes - 1}
   * @param classes how many classes there are, whether or not each occurs
   * @return new data that shares the values
   * @throws InvalidDataException if the number of labels differs from that of rows, or one is
   *     negative or beyond the classes
   */
  default Dataset labelled(int[] labels, int classes) {
    DatasetColumn.requireOneEach("labels", labels.length, size());
    return with(DatasetColumn.labels(labels, classes));
  }

  /**
   * This data with a category a row; as many categories as the largest code needs.
   *
   * @param field the field's name
   * @param codes one a row, from 0; −1 where it is missing
   * @return new data that shares the values
   */
  default Dataset with(String field, int[] codes) {
    return with(DatasetColumn.codes(DatasetColumn.numbered(field, codes), codes));
  }

  /**
   * This data with a category a row, given by code.
   *
   * @param field the field's name
   * @param codes one a row, from 0; −1 where it is missing
   * @param names of category 0, 1 and so on
   * @return new data that shares the values
   */
  default Dataset with(String field, int[] codes, String... names) {
    return with(DatasetColumn.codes(new CategoryField(field, List.of(names)), codes));
  }

  /**
   * This data with a category a row, given by name; the categories are the names that occur, in
   * alphabetical order.
   *
   * @param field the field's name
   * @param categories one a row; null or empty where it is missing
   * @return new data that shares the values
   */
  default Dataset with(String field, @Nullable String[] categories) {
    List<String> names = DatasetColumn.distinct(field, Arrays.stream(categories));
    return with(DatasetColumn.names(new CategoryField(field, names), categories));
  }

  /**
   * This data with a category a row, given by name.
   *
   * @param field the field's name
   * @param categories one a row; null or empty where it is missing
   * @param names of all categories, whether or not each occurs
   * @return new data that shares the values
   */
  default Dataset with(String field, @Nullable String[] categories, List<String> names) {
    return with(DatasetColumn.names(new CategoryField(field, names), categories));
  }

  /**
   * This data with a number a row.
   *
   * @param field the field's name
   * @param numbers one a row; NaN where it is missing
   * @return new data that shares the values
   */
  default Dataset with(String field, double[] numbers) {
    float[] floats = new float[numbers.length];
    for (int row = 0; row < floats.length; row++) {
      floats[row] = (float) numbers[row];
    }
    return with(field, floats);
  }

  /**
   * This data with a number a row.
   *
   * @param field the field's name
   * @param numbers one a row; NaN where it is missing
   * @return new data that shares the values
   */
  default Dataset with(String field, float[] numbers) {
    return with(DatasetColumn.numbers(field, numbers));
  }

  /**
   * This data with a vector a row.
   *
   * @param field the field's name
   * @param vectors one a row, all of one length; null or all NaN where it is missing
   * @return new data that shares the values
   */
  default Dataset with(String field, float[] @Nullable [] vectors) {
    return with(DatasetColumn.vectors(field, vectors));
  }

  /**
   * This data with any number of labels a row, given by name; the labels are the names that occur,
   * in alphabetical order.
   *
   * @param field the field's name
   * @param labels those of each row, or none; null where nothing is known of them
   * @return new data that shares the values
   */
  default Dataset with(String field, List<? extends @Nullable Collection<String>> labels) {
    return with(DatasetColumn.labels(field, labels));
  }

  /**
   * This data with any number of numbered labels a row.
   *
   * @param field the field's name
   * @param labels whether each applies to each row; null where nothing is known of them
   * @return new data that shares the values
   */
  default Dataset with(String field, boolean[] @Nullable [] labels) {
    return with(DatasetColumn.labels(field, labels));
  }

  /**
   * This data with an image a row as its condition.
   *
   * @param field the field's name
   * @param images one a row, values in [0, 1]; null or all NaN where it is missing
   * @param imageShape (height, width) or (channels, height, width)
   * @return new data that shares the values
   */
  default Dataset withImages(String field, float[] @Nullable [] images, Shape imageShape) {
    return with(DatasetColumn.images(field, images, imageShape));
  }
}
