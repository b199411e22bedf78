package dev.cvae.model;

/** The distribution p(z|c) that latents are drawn from and the posterior is held against. */
public sealed interface Prior {
  /** N(0, I), whatever the condition; the article's. */
  Prior STANDARD_NORMAL = new StandardNormal();

  /** N(0, I). */
  record StandardNormal() implements Prior {
    /** As the field writes it. */
    @Override
    public String toString() {
      return "N(0, I)";
    }
  }
}
