package dev.cvae.condition;

/** One named field of a {@link ConditionSchema}. */
public sealed interface Field permits CategoryField {
  /**
   * The name that a {@link Condition} gives the field's value under.
   *
   * @return the name
   */
  String name();
}
