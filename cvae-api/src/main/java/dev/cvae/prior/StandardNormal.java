package dev.cvae.prior;

/** N(0, I), whatever the condition (Kingma &amp; Welling 2014). */
public record StandardNormal() implements Prior {
  @Override
  public boolean factorises() {
    return true;
  }

  /** As the field writes it. */
  @Override
  public String toString() {
    return "N(0, I)";
  }
}
