/**
 * How a reconstruction is held against the data: the distributions p(x|z,c), each a file of its own
 * with its log-probability, constants included, its mean and its draws, in plain Java and double
 * precision. What users choose is the {@link dev.cvae.likelihood.ReconstructionLoss}; an engine has
 * the same formulas on its arrays.
 */
@NullMarked
package dev.cvae.likelihood;

import org.jspecify.annotations.NullMarked;
