package dev.cvae.report;

import dev.cvae.training.EpochResult;
import dev.cvae.training.TrainingHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What stands out in a fit's figures, in words, and what to try. */
final class Remarks {
  /** A difference in the −ELBO below it, in nats, may be chance. */
  private static final double NOTICEABLE = 0.5;

  private Remarks() {}

  static List<String> on(TrainingHistory history) {
    List<String> remarks = new ArrayList<>();
    if (history.epochs().size() < 2) {
      return remarks;
    }
    EpochResult last = history.last();
    EpochResult best = history.best();
    double worse = best.monitored().elbo() - last.monitored().elbo();
    if (last.validation().isPresent() && worse > NOTICEABLE) {
      remarks.add(
          text(
              "the validation's −ELBO was best after epoch %d, and is %.1f nats worse after epoch"
                  + " %d: the model begins to learn its training data by heart. Try early stopping,"
                  + " bestWeights(), a smaller network, or more data.",
              best.epoch(), worse, last.epoch()));
    }
    EpochResult before = history.epochs().get(history.epochs().size() - 2);
    double gain = last.monitored().elbo() - before.monitored().elbo();
    if (best.equals(last) && gain > NOTICEABLE) {
      remarks.add(
          text(
              "the −ELBO still fell by %.1f nats in the last epoch: more epochs would help.",
              gain));
    }
    return remarks;
  }

  private static String text(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
