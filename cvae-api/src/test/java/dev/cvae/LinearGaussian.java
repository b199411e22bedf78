package dev.cvae;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Shape;
import dev.cvae.file.Tensor;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Mlp;
import dev.cvae.prior.Prior;
import dev.cvae.scaling.FittedScaling;
import java.util.List;
import java.util.Map;

/**
 * A model of which everything is known in closed form: z ~ N(0, I), x = W z + U[c] + noise from
 * N(0, I), so that x|c ~ N(U[c], W Wᵀ + I). The columns of W are orthogonal, so that the true
 * posterior is diagonal and an encoder can be exact.
 */
public final class LinearGaussian {
  private final double[][] w; // (features, latent)
  private final double[][] u; // (classes, features); one row: without condition

  /** The model with these weights. */
  public LinearGaussian(double[][] w, double[][] u) {
    this.w = w;
    this.u = u;
  }

  /** Three features, two latents, three classes. */
  public static LinearGaussian conditional() {
    return new LinearGaussian(
        new double[][] {{1.5, 0.4}, {1.2, -0.5}, {-0.6, 0}},
        new double[][] {{0, 0, 0}, {2, -1, 0.5}, {-1, 1, 2}});
  }

  /** The fitted model; its encoder says q = N(mean + shift, stretch · variance) of the truth. */
  public GenerativeModel model(double shift, double stretch) {
    return model(shift, stretch, FittedScaling.none());
  }

  /** The same for data in other units. */
  public GenerativeModel model(double shift, double stretch, FittedScaling scaling) {
    int features = w.length;
    int latent = w[0].length;
    float[] a = new float[latent * features]; // (I + WᵀW)⁻¹ Wᵀ
    float[] b = new float[u.length * latent];
    float[] s = new float[latent];
    float[] flatW = new float[features * latent];
    float[] flatU = new float[u.length * features];
    for (int i = 0; i < latent; i++) {
      double precision = 1;
      for (double[] row : w) {
        precision += row[i] * row[i];
      }
      s[i] = (float) Math.log(stretch / precision);
      for (int c = 0; c < u.length; c++) {
        b[c * latent + i] = (float) shift;
      }
      for (int f = 0; f < features; f++) {
        a[i * features + f] = (float) (w[f][i] / precision);
        flatW[f * latent + i] = (float) w[f][i];
        for (int c = 0; c < u.length; c++) {
          b[c * latent + i] -= (float) (w[f][i] / precision * u[c][f]);
          flatU[c * features + f] = (float) u[c][f];
        }
      }
    }
    ModelDescription description = description(Shape.of(features), ReconstructionLoss.MSE, scaling);
    return fitted(description, a, b, s, flatW, flatU);
  }

  /**
   * The fitted model with logits in the place of means; its encoder says q = N(0, I) of every row.
   */
  public GenerativeModel bernoulli(Shape shape) {
    int features = w.length;
    int latent = w[0].length;
    float[] flatW = new float[features * latent];
    float[] flatU = new float[u.length * features];
    for (int f = 0; f < features; f++) {
      for (int i = 0; i < latent; i++) {
        flatW[f * latent + i] = (float) w[f][i];
      }
      for (int c = 0; c < u.length; c++) {
        flatU[c * features + f] = (float) u[c][f];
      }
    }
    return fitted(
        description(shape, ReconstructionLoss.BCE, FittedScaling.none()),
        new float[latent * features],
        new float[u.length * latent],
        new float[latent],
        flatW,
        flatU);
  }

  private GenerativeModel fitted(
      ModelDescription description, float[] a, float[] b, float[] s, float[] w, float[] u) {
    int features = description.features();
    int latent = description.latent();
    int classes = this.u.length;
    List<Tensor> weights =
        List.of(
            new Tensor("A", new int[] {latent, features}, a),
            new Tensor("B", new int[] {classes, latent}, b),
            new Tensor("s", new int[] {latent}, s),
            new Tensor("W", new int[] {features, latent}, w),
            new Tensor("U", new int[] {classes, features}, u));
    return Models.of(new LinearNetworks(description, weights), description);
  }

  private ModelDescription description(
      Shape shape, ReconstructionLoss loss, FittedScaling scaling) {
    return new ModelDescription(
        shape,
        u.length == 1 ? ConditionSchema.none() : ConditionSchema.label(u.length),
        w[0].length,
        Mlp.of(1),
        Mlp.of(1),
        loss,
        Prior.STANDARD_NORMAL,
        scaling,
        Map.of());
  }

  /** log p(x|c). */
  public double logDensity(float[] x, int c) {
    int n = x.length;
    double[] difference = new double[n];
    for (int i = 0; i < n; i++) {
      difference[i] = x[i] - u[c][i];
    }
    double[][] covariance = covariance();
    double squared = dot(difference, solve(covariance, difference));
    return -0.5 * (squared + Math.log(determinant(covariance)) + n * Math.log(2 * Math.PI));
  }

  /** The mean of feature {@code missing} given the others. */
  public double conditionalMean(float[] x, int missing, int c) {
    double[] weights = regression(missing);
    double mean = u[c][missing];
    for (int i = 0; i < x.length; i++) {
      mean += i == missing ? 0 : weights[i] * (x[i] - u[c][i]);
    }
    return mean;
  }

  /** The variance of feature {@code missing} given the others. */
  public double conditionalVariance(int missing) {
    double[] weights = regression(missing);
    double[][] covariance = covariance();
    double variance = covariance[missing][missing];
    for (int i = 0; i < weights.length; i++) {
      variance -= weights[i] * covariance[i][missing];
    }
    return variance;
  }

  /** Σ_oo⁻¹ Σ_om, with 0 in the place of the missing one. */
  private double[] regression(int missing) {
    double[][] covariance = covariance();
    int n = covariance.length;
    double[] right = new double[n];
    for (int i = 0; i < n; i++) {
      right[i] = i == missing ? 0 : covariance[i][missing];
      if (i != missing) {
        covariance[missing][i] = 0;
        covariance[i][missing] = 0;
      }
    }
    return solve(covariance, right);
  }

  private double[][] covariance() {
    int n = w.length;
    double[][] covariance = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        covariance[i][j] = dot(w[i], w[j]) + (i == j ? 1 : 0);
      }
    }
    return covariance;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Gauss-Jordan elimination; the matrix is positive definite. */
  private static double[] solve(double[][] matrix, double[] right) {
    int n = right.length;
    double[][] a = new double[n][];
    double[] x = right.clone();
    for (int i = 0; i < n; i++) {
      a[i] = matrix[i].clone();
    }
    for (int i = 0; i < n; i++) {
      for (int row = 0; row < n; row++) {
        double factor = a[row][i] / a[i][i];
        for (int j = 0; j < n && row != i; j++) {
          a[row][j] -= factor * a[i][j];
        }
        x[row] -= row == i ? 0 : factor * x[i];
      }
    }
    for (int i = 0; i < n; i++) {
      x[i] /= a[i][i];
    }
    return x;
  }

  private static double determinant(double[][] matrix) {
    if (matrix.length == 1) {
      return matrix[0][0];
    }
    double determinant = 0;
    for (int column = 0; column < matrix.length; column++) {
      double[][] minor = new double[matrix.length - 1][matrix.length - 1];
      for (int i = 1; i < matrix.length; i++) {
        for (int j = 0; j < matrix.length - 1; j++) {
          minor[i - 1][j] = matrix[i][j < column ? j : j + 1];
        }
      }
      determinant += (column % 2 == 0 ? 1 : -1) * matrix[0][column] * determinant(minor);
    }
    return determinant;
  }
}
