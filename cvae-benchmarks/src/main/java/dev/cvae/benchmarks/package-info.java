/**
 * Programs that reproduce published figures; docs/benchmarks.md has what they printed. {@link
 * dev.cvae.benchmarks.Figures} trains models and evaluates them, {@link dev.cvae.benchmarks.Judge}
 * reads the digits they generate; {@link dev.cvae.benchmarks.GeneratedDigits} says how good these
 * are. {@link dev.cvae.benchmarks.Imputation} fills the gaps of a table. Those that take minutes
 * are held against the published figures by tests, in Maven's profile {@code nightly}. {@link
 * dev.cvae.benchmarks.Streaming} trains from a file and from memory.
 */
@NullMarked
package dev.cvae.benchmarks;

import org.jspecify.annotations.NullMarked;
