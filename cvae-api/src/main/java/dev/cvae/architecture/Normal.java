package dev.cvae.architecture;

/**
 * A diagonal normal distribution for each row.
 *
 * @param <A> stands for an array (rows, latent)
 * @param mean μ
 * @param logVariance log σ²
 */
public record Normal<A>(A mean, A logVariance) {}
