package dev.cvae.objective;

import dev.cvae.error.InvalidSettingException;

/** β, the weight of the KL in the objective, over the course of a fit. */
public sealed interface KlWeight {
  /** β = 1: the ELBO itself. */
  KlWeight ONE = new Constant(1);

  /**
   * The weight at a moment of a fit.
   *
   * @param epochs how many epochs have passed, with the fraction of the current one
   * @return β, 0 or more
   */
  double at(double epochs);

  /**
   * The same β throughout (Higgins et al. 2017, equation 4).
   *
   * @param beta finite, 0 or more
   */
  record Constant(double beta) implements KlWeight {
    /** Checks the range. */
    public Constant {
      checkBeta(beta);
    }

    @Override
    public double at(double epochs) {
      return beta;
    }

    /** As users say it. */
    @Override
    public String toString() {
      return "beta " + beta;
    }
  }

  /**
   * Linear warm-up: from 0 to β over the first epochs, then β (Bowman et al. 2016; Sønderby et al.
   * 2016).
   *
   * @param beta finite, 0 or more
   * @param warmUpEpochs how long it takes, positive
   */
  record Linear(double beta, double warmUpEpochs) implements KlWeight {
    /** Checks the ranges. */
    public Linear {
      checkBeta(beta);
      checkEpochs("warmUpEpochs", warmUpEpochs);
    }

    @Override
    public double at(double epochs) {
      return beta * Math.min(1, epochs / warmUpEpochs);
    }

    /** As users say it. */
    @Override
    public String toString() {
      return "beta from 0 to %s over %s epochs".formatted(beta, warmUpEpochs);
    }
  }

  /**
   * Cyclical: again and again from 0 to β over a part of a period, and β for the rest of it (Fu et
   * al. 2019, equation 6).
   *
   * @param beta finite, 0 or more
   * @param periodEpochs the length of a cycle, positive
   * @param rising the part of it in which β rises, in (0, 1]
   */
  record Cyclical(double beta, double periodEpochs, double rising) implements KlWeight {
    /** Checks the ranges. */
    public Cyclical {
      checkBeta(beta);
      checkEpochs("periodEpochs", periodEpochs);
      if (!(rising > 0 && rising <= 1)) {
        throw InvalidSettingException.of("rising", "must lie in (0, 1]", rising);
      }
    }

    @Override
    public double at(double epochs) {
      double position = epochs / periodEpochs;
      return beta * Math.min(1, (position - Math.floor(position)) / rising);
    }

    /** As users say it. */
    @Override
    public String toString() {
      return "beta from 0 to %s in the first %s of every %s epochs"
          .formatted(beta, rising, periodEpochs);
    }
  }

  private static void checkBeta(double beta) {
    if (!(beta >= 0 && beta < Double.POSITIVE_INFINITY)) {
      throw InvalidSettingException.of("beta", "must be finite and not negative", beta);
    }
  }

  private static void checkEpochs(String setting, double epochs) {
    if (!(epochs > 0 && epochs < Double.POSITIVE_INFINITY)) {
      throw InvalidSettingException.of(setting, "must be positive and finite", epochs);
    }
  }
}
