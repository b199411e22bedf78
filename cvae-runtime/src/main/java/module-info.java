/**
 * Opens fitted models of the conditional generative model library in plain Java. Found as a
 * service; there is nothing to call.
 */
module dev.cvae.runtime {
  requires transitive dev.cvae.api;
  requires static org.jspecify;

  provides dev.cvae.spi.Backend with
      dev.cvae.runtime.RuntimeBackend;
}
