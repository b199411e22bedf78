/**
 * The command line {@code cvae}: {@link dev.cvae.samples.cli.CvaeCommand} and a class a subcommand.
 * What they share: {@link dev.cvae.samples.cli.EngineOptions}, {@link
 * dev.cvae.samples.cli.ModelOptions} and {@link dev.cvae.samples.cli.DataOptions} for what goes in,
 * {@link dev.cvae.samples.cli.OutputFile} for what comes out, {@link dev.cvae.samples.cli.Failures}
 * for what goes wrong.
 *
 * <p>Exit codes: 0 fine; 1 failed, such as a file that is missing, damaged or cannot be written; 2
 * wrong use, which another value on the command line would mend.
 */
@NullMarked
package dev.cvae.samples.cli;

import org.jspecify.annotations.NullMarked;
