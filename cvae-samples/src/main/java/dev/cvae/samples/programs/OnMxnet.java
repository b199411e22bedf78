package dev.cvae.samples.programs;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.condition.Condition;
import dev.cvae.mnist.Mnist;

/**
 * The engine is configuration: this code names none. Whoever runs it may say {@code
 * -Dcvae.engine=MXNet}, or {@code CVAE_ENGINE=MXNet} in the environment, or {@code engine=MXNet} in
 * a {@code cvae.properties} on the class path. An engine must be on the class path to be chosen.
 */
public final class OnMxnet {
  private OnMxnet() {}

  /**
   * Fits and generates on MXNet.
   *
   * @param args none
   */
  public static void main(String[] args) {
    System.setProperty("cvae.engine", "MXNet"); // as java -Dcvae.engine=MXNet would
    Cvae small = Cvae.builder().latent(16).hidden(128).epochs(2).build();
    try (GenerativeModel model = small.fit(Mnist.train().first(2_000))) {
      System.out.println("fitted on " + model.provenance().engine());
      System.out.println("figures    " + model.history().last().train());
      System.out.println("generated  " + model.generate(Condition.label(7), 10));
    }
  }
}
