package org.example.digits;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.Samples;
import dev.cvae.condition.Condition;
import dev.cvae.image.Images;
import dev.cvae.mnist.Mnist;
import dev.cvae.training.Evaluation;
import java.nio.file.Path;

public final class Digits {
  public static void main(String[] args) {
    try (GenerativeModel model = Cvae.builder().latent(256).build().fit(Mnist.train())) {
      Samples sevens = model.generate(Condition.label(7), 100);
      Images.writePng(Images.grid(sevens, 10), Path.of("sevens.png"));
      Evaluation test = model.evaluate(Mnist.test()); // ELBO, reconstruction, KL: nats per example
      System.out.println(test);
      model.save(Path.of("digits.safetensors"));
    }
    try (GenerativeModel model = GenerativeModel.load(Path.of("digits.safetensors"))) {
      Samples digits = model.generate(Condition.labels(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
      Samples eights = model.decode(digits.latents(), Condition.label(8)); // same z, another c
      Images.writePng(Images.grid(eights, 10), Path.of("eights.png"));
    }
  }
}
