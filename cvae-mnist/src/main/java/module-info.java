/**
 * Data sets for the conditional generative model library: MNIST in the jar, others to download, idx
 * files, NumPy's arrays, rows from CSV. Knows no engine.
 */
module dev.cvae.mnist {
  requires transitive dev.cvae.api;
  requires java.net.http;
  requires static org.jspecify;

  exports dev.cvae.mnist;
}
