package dev.cvae.benchmarks.speed;

import java.util.OptionalDouble;

/** What a row of the table makes of the two figures of a pair. */
enum Comparison {
  RATIO("%s ×"),
  EXCESS("%s of it above"),
  DIFFERENCE("%s apart"),
  /** There is no peer. */
  ALONE("");

  private final String words;

  Comparison(String words) {
    this.words = words;
  }

  /** The outcome of a pair, if it has the figures. */
  OptionalDouble of(Pair pair, String figure) {
    OptionalDouble ours = pair.figure(0, figure);
    OptionalDouble peer = this == ALONE ? ours : pair.figure(1, figure);
    return ours.isPresent() && peer.isPresent()
        ? OptionalDouble.of(of(ours.getAsDouble(), peer.getAsDouble()))
        : OptionalDouble.empty();
  }

  private double of(double ours, double peer) {
    return switch (this) {
      case RATIO -> ours / peer;
      case EXCESS -> ours / peer - 1;
      case DIFFERENCE -> ours - peer;
      case ALONE -> ours;
    };
  }

  /** The outcomes in a table's cell. */
  String text(Spread outcomes) {
    return words.formatted(Figure.text(outcomes));
  }
}
