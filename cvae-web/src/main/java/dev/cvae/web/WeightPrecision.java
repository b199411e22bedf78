package dev.cvae.web;

/** How many bits each weight of the page's networks has. */
public enum WeightPrecision {
  /** 32 bits: the model's own weights. */
  FLOAT32,
  /** 16 bits: IEEE 754 half precision. */
  FLOAT16,
  /** 8 bits: w ≈ s q with q from −95 to 95 and a scale s for each output of a layer. */
  INT8,
  /**
   * 4 bits: w ≈ s q with q from −7 to 7 and a scale s for each 32 neighbouring inputs of an output.
   */
  INT4
}
