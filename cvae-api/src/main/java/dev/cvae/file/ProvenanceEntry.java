package dev.cvae.file;

import dev.cvae.error.CvaeException;
import dev.cvae.error.ModelFileException;
import dev.cvae.model.Provenance;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file's provenance, parsed when it is first asked for, by any thread. A JVM that has just begun
 * takes a third of its time to a first image for a history that nobody reads.
 */
final class ProvenanceEntry implements Supplier<Provenance> {
  private final String json;
  private @Nullable Provenance parsed; // guarded by this

  ProvenanceEntry(String json) {
    this.json = json;
  }

  @Override
  public synchronized Provenance get() {
    if (parsed == null) {
      parsed = parse();
    }
    return parsed;
  }

  private Provenance parse() {
    try {
      return ProvenanceJson.read(json);
    } catch (CvaeException e) {
      throw new ModelFileException("cannot read the model: " + e.getMessage(), e);
    }
  }
}
