/**
 * A fit as its user sees it: the settings ({@link dev.cvae.training.TrainingSettings}, with an
 * {@link dev.cvae.training.Optimiser} and a {@link dev.cvae.training.LearningRateSchedule}, a
 * record and a file each; {@link dev.cvae.training.Checkpoints} are set apart, as they do not
 * change the model), what it reports while it runs ({@link dev.cvae.training.TrainingListener} and
 * its records), and what is left of it ({@link dev.cvae.training.TrainingHistory}, made of {@link
 * dev.cvae.training.Evaluation}s and {@link dev.cvae.training.LatentDiagnostics}). The loop itself
 * belongs to the backend. Knows only the errors.
 */
@NullMarked
package dev.cvae.training;

import org.jspecify.annotations.NullMarked;
