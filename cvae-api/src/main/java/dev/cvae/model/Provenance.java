package dev.cvae.model;

import dev.cvae.training.TrainingHistory;
import dev.cvae.training.TrainingSettings;

/**
 * Where a fitted model comes from. Nothing in it changes from one run of the same fit to the next:
 * no clock, no host.
 *
 * @param library this library's version
 * @param engine the engine and its version: {@code PyTorch 2.7.1}
 * @param settings the settings of the fit
 * @param data the name of the training data
 * @param examples how many rows it had
 * @param fingerprint the SHA-256 of the training data, in hexadecimal
 * @param history the figures of each epoch
 */
public record Provenance(
    String library,
    String engine,
    TrainingSettings settings,
    String data,
    long examples,
    String fingerprint,
    TrainingHistory history) {}
