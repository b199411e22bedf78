/** The inner pieces, timed by JMH; docs/benchmarks.md says how to run them. */
@NullMarked
package dev.cvae.benchmarks.pieces;

import org.jspecify.annotations.NullMarked;
