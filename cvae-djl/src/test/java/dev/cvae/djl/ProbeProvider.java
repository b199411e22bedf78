package dev.cvae.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.EngineProvider;

/** An engine that never starts, and says how the process was configured when it was to. */
public final class ProbeProvider implements EngineProvider {
  /** Called by the service loader. */
  public ProbeProvider() {}

  @Override
  public String getEngineName() {
    return "Probe";
  }

  @Override
  public int getEngineRank() {
    return 100;
  }

  @Override
  public Engine getEngine() {
    throw new EngineException(
        "offline=%s, tracking opt-out=%s"
            .formatted(
                System.getProperty("ai.djl.offline"), System.getProperty("OPT_OUT_TRACKING")));
  }
}
