/**
 * The conditional generative model library for Java: describe, fit and use conditional variational
 * auto-encoders. Knows no engine; a backend is found with {@link java.util.ServiceLoader}.
 */
module dev.cvae.api {
  requires static transitive org.jspecify;
  requires transitive java.desktop;

  exports dev.cvae;
  exports dev.cvae.analysis;
  exports dev.cvae.architecture;
  exports dev.cvae.condition;
  exports dev.cvae.data;
  exports dev.cvae.error;
  exports dev.cvae.file;
  exports dev.cvae.image;
  exports dev.cvae.likelihood;
  exports dev.cvae.model;
  exports dev.cvae.network;
  exports dev.cvae.numpy;
  exports dev.cvae.objective;
  exports dev.cvae.prior;
  exports dev.cvae.random;
  exports dev.cvae.sampler;
  exports dev.cvae.scaling;
  exports dev.cvae.spi;
  exports dev.cvae.training;

  uses dev.cvae.spi.Backend;
}
