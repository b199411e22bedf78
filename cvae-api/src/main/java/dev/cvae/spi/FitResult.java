package dev.cvae.spi;

import dev.cvae.training.TrainingHistory;

/**
 * What a fit returns.
 *
 * @param networks the fitted networks, owned by the caller from now on
 * @param history the figures of each finished epoch
 */
public record FitResult(Networks networks, TrainingHistory history) {}
