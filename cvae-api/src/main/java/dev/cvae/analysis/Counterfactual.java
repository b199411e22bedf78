package dev.cvae.analysis;

import dev.cvae.GenerativeModel;
import dev.cvae.Samples;
import dev.cvae.condition.Condition;
import dev.cvae.data.DataSource;
import java.util.Collections;
import java.util.List;

/**
 * What rows would be under another condition: each is encoded with its own condition, and its z
 * decoded with the other one.
 *
 * <pre>
 * x' = E[x | z = E_q[z|x,c], c']
 * </pre>
 *
 * <p>What z holds stays: the handwriting, in another digit. It is a counterfactual in the sense of
 * Pearl (abduction of z, action on c, prediction of x) as far as z is independent of c in the world
 * and the model has learned it so. Costs one pass through encoder and decoder a row.
 */
public final class Counterfactual {
  private Counterfactual() {}

  /**
   * All rows under one other condition.
   *
   * @param model a conditional model
   * @param data of the model's shape, with its own conditions
   * @param condition of all rows instead
   * @return one sample a row, in order
   */
  public static Samples of(GenerativeModel model, DataSource data, Condition condition) {
    return of(model, data, Collections.nCopies(Math.toIntExact(data.size()), condition));
  }

  /**
   * Each row under another condition.
   *
   * @param model a conditional model
   * @param data of the model's shape, with its own conditions
   * @param conditions one a row
   * @return one sample a row, in order
   */
  public static Samples of(GenerativeModel model, DataSource data, List<Condition> conditions) {
    return model.decode(model.encode(data).mean(), conditions);
  }
}
