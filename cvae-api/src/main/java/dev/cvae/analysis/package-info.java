/**
 * Answers that are computed from a fitted model, each a class of its own beside {@link
 * dev.cvae.GenerativeModel}:
 *
 * <ul>
 *   <li>{@link dev.cvae.analysis.AnomalyDetector}: which rows are unlike the normal ones, by an
 *       {@link dev.cvae.analysis.AnomalyScore}
 *   <li>{@link dev.cvae.analysis.GenerativeClassifier}: p(c|x) and p(x)
 *   <li>{@link dev.cvae.analysis.Counterfactual}: the same z under another condition
 *   <li>{@link dev.cvae.analysis.Completion}: missing features from the observed ones
 *   <li>{@link dev.cvae.analysis.Diagnostics}: which latents are used, and how
 *   <li>{@link dev.cvae.analysis.Memorisation}: whether generated rows are copies of training rows
 * </ul>
 *
 * <p>Built upon the front door alone: what stands here, users could have written.
 */
@NullMarked
package dev.cvae.analysis;

import org.jspecify.annotations.NullMarked;
