package dev.cvae.network;

/** The function between two layers of a network, elementwise. */
public enum Activation {
  /** max(0, x); the article's. */
  RELU,
  /** tanh x. */
  TANH,
  /** 1 / (1 + e^-x). */
  SIGMOID,
  /** log(1 + e^x). */
  SOFTPLUS
}
