package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import dev.cvae.random.RandomStream;

/** The reconstruction loss of docs/own-blocks.md: independent Laplace variables of scale 1. */
public record Laplace() implements DjlLoss {
  @Override
  public String name() {
    return "laplace";
  }

  @Override
  public int outputs(int features) {
    return features; // the decoder gives the means
  }

  @Override
  public float lowest() {
    return -Float.MAX_VALUE;
  }

  @Override
  public float highest() {
    return Float.MAX_VALUE;
  }

  @Override
  public NDArray logProbability(NDArray x, NDArray outputs) {
    float constant = (float) (x.getShape().get(1) * Math.log(2));
    return x.sub(outputs).abs().sum(new int[] {1}).neg().sub(constant); // (rows)
  }

  @Override
  public NDArray mean(NDArray outputs) {
    return outputs;
  }

  @Override
  public double logProbability(float[] x, double[] mean) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum -= Math.abs(x[i] - mean[i]) + Math.log(2);
    }
    return sum;
  }

  @Override
  public void mean(double[] parameters, float[] mean) {
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) parameters[i];
    }
  }

  @Override
  public void draw(double[] mean, RandomStream random, long position, float[] x) {
    for (int i = 0; i < x.length; i++) {
      double u = random.uniform(position + i) - 0.5;
      x[i] = (float) (mean[i] - Math.signum(u) * Math.log(1 - 2 * Math.abs(u)));
    }
  }
}
