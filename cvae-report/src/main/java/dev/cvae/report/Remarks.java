package dev.cvae.report;

import dev.cvae.training.EpochResult;
import dev.cvae.training.TrainingHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What stands out in a fit's figures, in words, and what to try. */
final class Remarks {
  /** From this share of what the fit has gained since its first epoch a change counts. */
  private static final double NOTICEABLE = 0.02;

  /** Below it, in nats per example, a change is nothing on any data. */
  private static final double NOTHING = 0.01;

  private Remarks() {}

  static List<String> on(TrainingHistory history) {
    List<String> remarks = new ArrayList<>();
    List<EpochResult> epochs = history.epochs();
    if (epochs.size() < 2) {
      return remarks;
    }
    EpochResult last = history.last();
    EpochResult best = history.best();
    double gain = best.monitored().elbo() - epochs.get(0).monitored().elbo();
    double trainGain = last.train().elbo() - epochs.get(0).train().elbo();
    double worse = best.monitored().elbo() - last.monitored().elbo();
    if (last.validation().isPresent() && isNoticeable(worse, Math.max(gain, trainGain))) {
      remarks.add(
          ("the validation's −ELBO was best after epoch %d, and is %s nats worse after epoch %d:"
                  + " the model begins to learn its training data by heart. Try early stopping,"
                  + " bestWeights(), a smaller network, or more data.")
              .formatted(best.epoch(), nats(worse), last.epoch()));
    }
    int some = Math.max(1, epochs.size() / 4);
    EpochResult before = epochs.get(epochs.size() - 1 - some);
    double recent = last.monitored().elbo() - before.monitored().elbo();
    if (best.equals(last) && isNoticeable(recent, gain)) {
      remarks.add(
          "the −ELBO still fell by %s nats in the last %s: more epochs would help."
              .formatted(nats(recent), some == 1 ? "epoch" : some + " epochs"));
    }
    return remarks;
  }

  private static boolean isNoticeable(double change, double gain) {
    return change > Math.max(NOTHING, NOTICEABLE * gain);
  }

  private static String nats(double value) {
    return String.format(Locale.ROOT, value < 1 ? "%.2g" : "%.1f", value);
  }
}
