/**
 * What people look at, for the quickstart and the command line: a fit while it runs ({@link
 * dev.cvae.samples.view.FitDisplay}), its learning curve, and reconstructions beside their
 * originals.
 */
@NullMarked
package dev.cvae.samples.view;

import org.jspecify.annotations.NullMarked;
