package dev.cvae.training;

/**
 * The settings of a fit, apart from the model's description.
 *
 * @param optimiser the rule
 * @param learningRate its step size
 * @param batchSize examples a step
 * @param epochs passes over the data
 * @param seed starts initial weights, shuffles and noise
 */
public record TrainingSettings(
    Optimiser optimiser, double learningRate, int batchSize, int epochs, long seed) {}
