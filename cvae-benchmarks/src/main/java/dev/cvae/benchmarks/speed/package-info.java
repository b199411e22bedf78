/**
 * How fast the library is, and how its time grows. {@code Speed} holds {@code Contests}: processes
 * of the library and of its peers in turn, each a {@code Contender} that prints {@code Readings} of
 * itself ({@code Training}, {@code Generation}, {@code Callers}, {@code FirstImage}, {@code
 * LongFit}; the peers are in src/main/python and src/main/dl4j). {@code Results} keeps the pairs,
 * {@code SpeedTable} says which rows they fill. {@code Growth} plots the time of an epoch as rows,
 * latents, layers and categories grow.
 */
@NullMarked
package dev.cvae.benchmarks.speed;

import org.jspecify.annotations.NullMarked;
