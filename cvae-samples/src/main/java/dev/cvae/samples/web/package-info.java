/**
 * The article's interactive page: a number is typed, and the decoder draws it as handwriting, in
 * the browser.
 *
 * <p>{@link dev.cvae.samples.web.WebExport} is called by {@code cvae export-web}. It takes the
 * decoder out of a model ({@code DigitDecoder}), rounds its weights to bytes ({@code
 * RoundedWeights}), measures what that costs, and writes three files ({@code WeightsScript}, {@code
 * PageFolder}). The page and its script, {@code index.html} and {@code cvae.js}, are resources
 * beside this package; the script's {@code decode} is the same arithmetic as {@code
 * GenerativeModel.decode}.
 */
@NullMarked
package dev.cvae.samples.web;

import org.jspecify.annotations.NullMarked;
