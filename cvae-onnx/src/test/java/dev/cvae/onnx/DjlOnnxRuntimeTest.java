package dev.cvae.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import dev.cvae.GenerativeModel;
import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.file.ModelFile;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Network;
import dev.cvae.prior.Prior;
import dev.cvae.random.RandomStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The decoder in DJL's own engine for ONNX Runtime, beside the model on PyTorch. */
class DjlOnnxRuntimeTest {
  @Test
  void djlRunsTheDecoder(@TempDir Path folder)
      throws IOException, ModelNotFoundException, MalformedModelException, TranslateException {
    ModelDescription description =
        new ModelDescription(
            dev.cvae.data.Shape.of(8, 8),
            ConditionSchema.label(10),
            3,
            Network.conv(2, 4),
            Network.conv(2, 4),
            ReconstructionLoss.BCE,
            Prior.STANDARD_NORMAL);
    ModelFile file = RandomWeights.model(description, Optional.empty(), RandomStream.of(1));
    file.write(folder.resolve("model.safetensors"));
    Criteria<NDList, NDList> criteria =
        Criteria.builder()
            .setTypes(NDList.class, NDList.class)
            .optEngine("OnnxRuntime")
            .optModelPath(OnnxExport.write(file, folder.resolve("onnx")).get(1))
            .optTranslator(new NoopTranslator())
            .build();
    float[] z = {0.5f, -1, 2, 0, 0.1f, -0.7f};
    try (GenerativeModel model = GenerativeModel.load(folder.resolve("model.safetensors"));
        ZooModel<NDList, NDList> decoder = criteria.loadModel();
        Predictor<NDList, NDList> predictor = decoder.newPredictor();
        NDManager manager = decoder.getNDManager().newSubManager()) {
      NDArray latents = manager.create(z, new Shape(2, 3));
      NDArray labels = manager.create(new long[] {7, 2});
      NDList outputs = predictor.predict(new NDList(latents, labels)); // in the order of the inputs

      float[][] rows = {{z[0], z[1], z[2]}, {z[3], z[4], z[5]}};
      float[][] expected = model.decode(rows, List.copyOf(Condition.labels(7, 2))).rows();
      float[] actual = outputs.singletonOrThrow().toFloatArray();
      assertThat(actual).hasSize(2 * 64);
      for (int i = 0; i < actual.length; i++) {
        assertThat(actual[i]).isCloseTo(expected[i / 64][i % 64], within(1e-5f));
      }
    }
  }
}
