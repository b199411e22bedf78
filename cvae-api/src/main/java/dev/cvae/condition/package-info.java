/**
 * What a model is conditioned on, c.
 *
 * <p>Read in this order: {@link dev.cvae.condition.Condition}, what a user gives for one row;
 * {@link dev.cvae.condition.ConditionSchema}, the fields that a model knows, taken from its
 * training data; {@link dev.cvae.condition.Field} and its kinds, a file each; {@link
 * dev.cvae.condition.ConditionColumns}, many rows as plain columns of codes and numbers, which is
 * how conditions cross to a backend: never one-hot. Knows only the errors.
 */
@NullMarked
package dev.cvae.condition;

import org.jspecify.annotations.NullMarked;
