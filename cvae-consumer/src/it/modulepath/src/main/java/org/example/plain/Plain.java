package org.example.plain;

import dev.cvae.Cvae;
import dev.cvae.data.Dataset;
import dev.cvae.error.BackendException;

/** Uses the API from the module path, without a backend: the error names what to add. */
public final class Plain {
  public static void main(String[] args) {
    Module api = Cvae.class.getModule();
    if (!"dev.cvae.api".equals(api.getName()) || api.getDescriptor().isAutomatic()) {
      throw new AssertionError("not the named module dev.cvae.api: " + api);
    }
    Dataset data = Dataset.of(new float[][] {{0, 1}, {1, 0}});
    try {
      Cvae.builder().latent(2).build().fit(data).close();
    } catch (BackendException e) {
      System.out.println(api + ": " + e.getMessage());
      if (!e.getMessage().contains("dev.cvae:cvae-djl-pytorch")) {
        throw new AssertionError("the error does not name the artifact to add", e);
      }
      return;
    }
    throw new AssertionError("fitted without a backend");
  }
}
