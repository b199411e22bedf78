/**
 * What the library looks like from outside: the {@link dev.cvae.samples.Quickstart}, a command line
 * ({@link dev.cvae.samples.cli}), short programs with one idea each ({@link
 * dev.cvae.samples.programs}), and the article's page for a browser. Nothing depends on this
 * module, and it uses the library as any application would. Start with the programs.
 */
@NullMarked
package dev.cvae.samples;

import org.jspecify.annotations.NullMarked;
