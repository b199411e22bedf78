/**
 * A fitted model in the browser: one types a number, and the model's decoder draws it as
 * handwriting; for a model with other conditions the page has other controls.
 *
 * <p>Users call {@link dev.cvae.web.WebExport}, which writes the page to a folder, or {@link
 * dev.cvae.web.WebServer}, which serves it and generates on the JVM. Read {@code PageModel} first:
 * it translates a model's networks into lists of steps ({@code Program}), says what else the page
 * must know ({@code PageDescription}, {@code PageSampler}), and rounds the weights ({@code
 * RoundedTensor}). {@code RoundingCost} measures what that costs. The page itself, {@code
 * index.html}, {@code page.js} with its controls and {@code cvae.js} with the arithmetic, are
 * resources beside this package.
 */
@NullMarked
package dev.cvae.web;

import org.jspecify.annotations.NullMarked;
