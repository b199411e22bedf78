package dev.cvae.web;

/** IEEE 754 half precision: 1 sign bit, 5 of the exponent, 10 of the fraction. */
final class Float16 {
  /** The greatest finite number. */
  static final float GREATEST = 65_504;

  private static final int SMALLEST_NORMAL_EXPONENT = -14;
  private static final int FRACTION_BITS = 10;

  private Float16() {}

  /**
   * The nearest half-precision number; of two equally near the even one.
   *
   * @param value of magnitude up to {@link #GREATEST}
   * @return its 16 bits
   */
  static short bits(float value) {
    int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
    float magnitude = Math.abs(value);
    int exponent = Math.max(SMALLEST_NORMAL_EXPONENT, Math.getExponent(magnitude));
    // how many of the steps between neighbours of this exponent: exact in float32 until rounded
    int steps = (int) Math.rint(Math.scalb((double) magnitude, FRACTION_BITS - exponent));
    return (short) (sign | ((exponent - SMALLEST_NORMAL_EXPONENT) << FRACTION_BITS) + steps);
  }

  /**
   * The number that some bits stand for.
   *
   * @param bits of a finite number
   * @return the number, exactly
   */
  static float value(short bits) {
    int biased = bits >>> FRACTION_BITS & 0x1f;
    int fraction = bits & 0x3ff;
    int steps = biased == 0 ? fraction : fraction + (1 << FRACTION_BITS);
    float magnitude = Math.scalb((float) steps, Math.max(biased, 1) - 25);
    return bits < 0 ? -magnitude : magnitude;
  }
}
