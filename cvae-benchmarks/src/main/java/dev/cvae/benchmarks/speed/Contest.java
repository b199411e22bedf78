package dev.cvae.benchmarks.speed;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Processes that are measured in turn, so that the figures of a pair come from the same minutes.
 *
 * @param name as on the command line and in the file of results
 * @param pair how many pairs there were before; at every other one the peer goes first
 * @param contenders this library first, then the peer, if there is one
 */
record Contest(String name, int pair, List<Contender> contenders) {
  /**
   * Measures each contender once.
   *
   * @param threads how many the engines are to use
   */
  Pair measure(int threads) throws IOException, InterruptedException, ContenderFailedException {
    Readings[] sides = new Readings[contenders.size()];
    for (int i = 0; i < sides.length; i++) {
      int turn = (i + pair) % sides.length;
      sides[turn] = contenders.get(turn).run(threads);
    }
    return new Pair(name, LocalDate.now(ZoneOffset.UTC).toString(), List.of(sides));
  }
}
