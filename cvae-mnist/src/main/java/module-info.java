/**
 * Data sets for the conditional generative model library: MNIST in the jar, any idx file, rows from
 * CSV. Knows no engine.
 */
module dev.cvae.mnist {
  requires transitive dev.cvae.api;
  requires static org.jspecify;

  exports dev.cvae.mnist;
}
