package dev.cvae;

import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionColumns;
import dev.cvae.error.InvalidDataException;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.random.RandomStream;
import dev.cvae.spi.Networks;
import java.util.Arrays;
import java.util.List;

/** Decodes rows of latents: cut into parts that fit into memory, each a call of the networks. */
final class Decoding {
  private static final int DECODED_VALUES = 1 << 20; // at a time

  private final Networks networks;
  private final ModelDescription description;

  Decoding(Networks networks, ModelDescription description) {
    this.networks = networks;
    this.description = description;
  }

  /** The mean of each row's p(x|z,c), scaled as the networks know it. */
  float[][] means(float[][] latents, List<Condition> conditions) {
    float[][] values = new float[latents.length][];
    inParts(
        latents,
        conditions,
        (start, z, columns, rows) -> {
          float[] mean = new float[rows * description.features()];
          networks.decode(z, columns, rows, mean);
          split(mean, rows, values, start);
        });
    return values;
  }

  /** A draw from each row's p(x|z,c); row i's comes from position i · features of the stream. */
  float[][] draws(float[][] latents, List<Condition> conditions, RandomStream random) {
    int features = description.features();
    ReconstructionLoss loss = description.reconstructionLoss();
    int width = loss.parameters(features);
    float[][] values = new float[latents.length][features];
    inParts(
        latents,
        conditions,
        (start, z, columns, rows) -> {
          float[] parameters = new float[rows * width];
          networks.parameters(z, columns, rows, parameters);
          double[] ofRow = new double[width];
          for (int row = 0; row < rows; row++) {
            for (int i = 0; i < width; i++) {
              ofRow[i] = parameters[row * width + i];
            }
            long position = (long) (start + row) * features;
            loss.draw(ofRow, random, position, values[start + row]);
          }
        });
    return values;
  }

  /** Takes some rows' latents, or noise, (rows, latent), and conditions. */
  interface PartConsumer {
    void accept(int start, float[] z, ConditionColumns conditions, int rows);
  }

  /** Cuts latents into parts that fit into memory once decoded. */
  void inParts(float[][] latents, List<Condition> conditions, PartConsumer consumer) {
    int latent = description.latent();
    int most = Math.max(1, DECODED_VALUES / description.widest());
    for (int start = 0; start < latents.length; start += most) {
      int rows = Math.min(most, latents.length - start);
      ConditionColumns columns =
          ConditionColumns.of(description.conditions(), conditions.subList(start, start + rows));
      float[] z = new float[rows * latent];
      for (int row = 0; row < rows; row++) {
        System.arraycopy(latents[start + row], 0, z, row * latent, latent);
      }
      consumer.accept(start, z, columns, rows);
    }
  }

  static void split(float[] flat, int rows, float[][] to, int start) {
    int width = flat.length / rows;
    for (int row = 0; row < rows; row++) {
      to[start + row] = Arrays.copyOfRange(flat, row * width, (row + 1) * width);
    }
  }

  /** Latents that a user gave, checked. */
  float[][] checkedCopy(float[][] latents) {
    if (latents.length == 0) {
      throw new InvalidDataException("latents must have at least one row, had none");
    }
    float[][] copy = new float[latents.length][];
    for (int row = 0; row < copy.length; row++) {
      if (latents[row].length != description.latent()) {
        throw new InvalidDataException(
            "latents must have the model's latent size %d, row %d has %d"
                .formatted(description.latent(), row, latents[row].length));
      }
      copy[row] = latents[row].clone();
      for (int i = 0; i < copy[row].length; i++) {
        if (!Float.isFinite(copy[row][i])) {
          throw new InvalidDataException(
              "latents must be finite in row %d, column %d, was %s"
                  .formatted(row, i, copy[row][i]));
        }
      }
    }
    return copy;
  }
}
