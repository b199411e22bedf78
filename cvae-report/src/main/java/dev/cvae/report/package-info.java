/**
 * What people look at. While a fit runs: {@link dev.cvae.report.FitDisplay} in a terminal, {@link
 * dev.cvae.report.TensorBoard} in event files, {@link dev.cvae.report.EpochSamples} for what the
 * model generates after each epoch. Afterwards: {@link dev.cvae.report.TrainingReport}, one HTML
 * file that needs no network, and {@link dev.cvae.report.LearningCurve} as a picture.
 *
 * <p>The report is made of sections, a class each, that all look at one {@code Subject}. How rows
 * are shown, as pictures or as tables and histograms, is decided once, in {@code RowView}. Charts
 * are XChart's, in the colours of a {@code Theme}; {@code Html} writes well-formed text.
 */
@NullMarked
package dev.cvae.report;

import org.jspecify.annotations.NullMarked;
