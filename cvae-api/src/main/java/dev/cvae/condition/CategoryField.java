package dev.cvae.condition;

import dev.cvae.error.InvalidSettingException;

/**
 * A field whose value is one of a fixed number of categories, given by index.
 *
 * @param name the field's name
 * @param categories how many there are; values are 0 to {@code categories - 1}
 */
public record CategoryField(String name, int categories) implements Field {
  /** Checks the ranges. */
  public CategoryField {
    if (name.isBlank()) {
      throw InvalidSettingException.of(
          "name of a condition field", "must not be blank", '"' + name + '"');
    }
    if (categories < 1) {
      throw InvalidSettingException.of(
          "categories of field " + name, "must be positive", categories);
    }
  }

  @Override
  public String toString() {
    return categories == 1 ? name + " 0" : name + " 0.." + (categories - 1);
  }
}
