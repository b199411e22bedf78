package dev.cvae.djl;

/**
 * The ELBO's terms, each times its row's weight, summed over a batch.
 *
 * @param logLikelihood log p(x|z,c), in nats
 * @param kl KL(q(z|x,c) ‖ p(z|c)), in nats
 */
record ElboSums(double logLikelihood, double kl) {}
