package dev.cvae.benchmarks;

import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;

/**
 * Digits whose pixels are cut in two: some quadrants are seen, the others are to be predicted.
 *
 * @param seen the pixels of the given quadrants, (digits, 196 a quadrant)
 * @param hidden the other pixels
 */
@SuppressWarnings("ArrayRecordComponent") // data, never compared
record CutDigits(float[][] seen, float[][] hidden) {
  private static final int HALF = 14;

  /** Seen are one quadrant, bottom left; or two, both left; or three, all but bottom right. */
  static CutDigits of(Dataset digits, int quadrants) {
    int given = quadrants * HALF * HALF;
    float[][] seen = new float[(int) digits.size()][given];
    float[][] hidden = new float[seen.length][4 * HALF * HALF - given];
    for (int row = 0; row < seen.length; row++) {
      float[] pixels = digits.row(row);
      int atSeen = 0;
      int atHidden = 0;
      for (int i = 0; i < pixels.length; i++) {
        if (isSeen(i / (2 * HALF), i % (2 * HALF), quadrants)) {
          seen[row][atSeen++] = pixels[i];
        } else {
          hidden[row][atHidden++] = pixels[i];
        }
      }
    }
    return new CutDigits(seen, hidden);
  }

  private static boolean isSeen(int row, int column, int quadrants) {
    boolean left = column < HALF;
    boolean bottom = row >= HALF;
    return switch (quadrants) {
      case 1 -> left && bottom;
      case 2 -> left;
      case 3 -> left || !bottom;
      default -> throw new IllegalArgumentException("1 to 3 quadrants, was " + quadrants);
    };
  }

  /** The hidden pixels as data, the seen ones as its condition. */
  Dataset toDataset() {
    return Dataset.of(hidden).withImages("seen", seen, Shape.of(1, seen[0].length / HALF, HALF));
  }
}
