package dev.cvae.testkit;

import static dev.cvae.testkit.Examples.bytes;
import static dev.cvae.testkit.Examples.load;
import static dev.cvae.testkit.Examples.weights;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cvae.Cvae;
import dev.cvae.GenerationRequest;
import dev.cvae.GenerativeModel;
import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.file.Tensor;
import dev.cvae.network.Embedding;
import dev.cvae.network.FieldEncoder;
import dev.cvae.network.Network;
import dev.cvae.prior.Prior;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Embeddings of categories, and networks for the images and vectors of a condition. */
abstract class FieldEncodersContract {
  private static final int ROWS = 120;
  private static final int CATEGORIES = 10_000;
  private static final Shape PHOTO = Shape.of(1, 4, 4);

  /** The four cities that the data has, all over the codes. */
  private static int code(int city) {
    return (city + 1) * CATEGORIES / 4 - 1;
  }

  private static float[] photo(boolean light) {
    float[] photo = new float[16];
    Arrays.fill(photo, light ? 0.9f : 0.2f);
    return photo;
  }

  /** What a row is: the city's two bits, and the photo's. */
  private static boolean[] bits(int city, boolean light) {
    return new boolean[] {(city & 1) == 1, (city & 2) == 2, light};
  }

  private static Dataset data() {
    float[][] rows = new float[ROWS][3];
    int[] cities = new int[ROWS];
    float[][] photos = new float[ROWS][];
    for (int row = 0; row < ROWS; row++) {
      int city = row % 4;
      boolean light = row / 4 % 2 == 0;
      cities[row] = code(city);
      photos[row] = photo(light);
      for (int i = 0; i < 3; i++) {
        rows[row][i] = bits(city, light)[i] ? 0.95f : 0.05f;
      }
    }
    return Dataset.of(rows).with("city", cities).withImages("photo", photos, PHOTO);
  }

  private static Cvae.Builder cvae() {
    return Cvae.builder().latent(2).hidden(16).batchSize(20).epochs(40).learningRate(1e-2).seed(2);
  }

  private static Condition condition(int city, boolean light) {
    return Condition.of("city", code(city)).and("photo", photo(light));
  }

  static List<FieldEncoder> photoEncoders() {
    return List.of(Network.conv(2, 3), Network.mlp(5));
  }

  @ParameterizedTest
  @MethodSource("photoEncoders")
  void generatedRowsFollowAnEmbeddedCategoryAndAnEncodedImage(FieldEncoder encoder) {
    try (GenerativeModel model = cvae().conditionEncoder("photo", encoder).build().fit(data())) {
      for (int city = 0; city < 4; city++) {
        for (boolean light : new boolean[] {true, false}) {
          float[] row = model.generate(condition(city, light), 1, 4).rows()[0];
          for (int i = 0; i < 3; i++) {
            assertThat(row[i] > 0.5)
                .as("value %d of city %d under light %s is %f", i, city, light, row[i])
                .isEqualTo(bits(city, light)[i]);
          }
        }
      }
    }
  }

  @Test
  void manyCategoriesAreEmbeddedUnlessAnotherSizeIsAskedFor() {
    try (GenerativeModel model = cvae().epochs(1).build().fit(data())) {
      assertThat(model.description().fieldEncoders()).containsOnlyKeys("city");
      assertThat(shape(model, "condition.city.embedding")).containsExactly(CATEGORIES, 32);
      assertThat(shape(model, "encoder.hidden.0.weight")).containsExactly(16, 3 + 32 + 16);
    }
    Cvae small = cvae().epochs(1).conditionEncoder("city", new Embedding(5)).build();
    try (GenerativeModel model = small.fit(data())) {
      assertThat(shape(model, "condition.city.embedding")).containsExactly(CATEGORIES, 5);
    }
  }

  private static int[] shape(GenerativeModel model, String tensor) {
    return weights(model).stream()
        .filter(one -> one.name().equals(tensor))
        .map(Tensor::shape)
        .findFirst()
        .orElseThrow();
  }

  static List<Prior> priors() {
    return List.of(Prior.STANDARD_NORMAL, Prior.conditional(4), Prior.vamp(3));
  }

  @ParameterizedTest
  @MethodSource("priors")
  void aModelWithEncodersIsTheSameAfterAFileUnderAnyPrior(Prior prior) {
    Cvae cvae =
        cvae()
            .epochs(2)
            .prior(prior)
            .conditionEncoder("photo", Network.conv(2, 2))
            .conditionDropout(0.2)
            .build();
    List<Condition> asked = new ArrayList<>();
    for (int city = 0; city < 4; city++) {
      asked.add(condition(city, city % 2 == 0));
      asked.add(Condition.of("city", code(city)));
      asked.add(Condition.of("photo", photo(true)));
    }
    asked.add(Condition.none());
    GenerationRequest request = GenerationRequest.of(asked).seed(3);
    try (GenerativeModel model = cvae.fit(data());
        GenerativeModel loaded = load(bytes(model))) {
      assertThat(loaded.description()).isEqualTo(model.description());
      assertThat(loaded.generate(request).rows()).isDeepEqualTo(model.generate(request).rows());
      assertThat(loaded.evaluate(data())).isEqualTo(model.evaluate(data()));
      assertThat(bytes(loaded)).isEqualTo(bytes(model));
      assertThat(bytes(model)).isEqualTo(Examples.fileOf(cvae, data()));
      float[][] withCity = model.generate(asked.get(1), 1, 3).rows();
      assertThat(withCity).isNotEqualTo(model.generate(asked.get(0), 1, 3).rows());
    }
  }
}
