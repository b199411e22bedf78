package org.example.reader;

import dev.cvae.GenerativeModel;
import dev.cvae.Samples;
import dev.cvae.condition.Condition;
import dev.cvae.image.Images;
import java.nio.file.Path;

/** Opens a model where there is no engine, from the module path, and draws with it. */
public final class Reader {
  public static void main(String[] args) {
    try (GenerativeModel model = GenerativeModel.load(Path.of(args[0]))) {
      Samples digits = model.generate(Condition.labels(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
      Images.writePng(Images.grid(digits, 10), Path.of("digits.png"));
      System.out.println(model);
      if (!model.toString().endsWith("on Java " + Runtime.version().feature())) {
        throw new AssertionError("not opened by the runtime: " + model);
      }
    }
    boolean engine =
        ModuleLayer.boot().modules().stream().anyMatch(one -> one.getName().contains("djl"));
    if (engine) {
      throw new AssertionError("an engine is there: " + ModuleLayer.boot());
    }
  }
}
