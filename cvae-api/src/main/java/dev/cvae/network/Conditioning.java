package dev.cvae.network;

/** How the condition enters a convolutional network. */
public enum Conditioning {
  /**
   * The condition is joined to the input: as constant planes beside the image, or to z. The
   * article's way.
   *
   * <p>A constant plane under a convolution is a bias for each of its channels, linear in the
   * condition (Dumoulin et al. 2018, <i>Feature-wise transformations</i>), and that is how it is
   * computed, whatever the condition's width.
   */
  CONCATENATION,
  /**
   * The condition gives every channel of every block a scale and a shift (FiLM, Perez et al. 2018,
   * equation 2): γ(c) ⊙ h + β(c), where γ − 1 and β are linear in c.
   */
  FILM
}
