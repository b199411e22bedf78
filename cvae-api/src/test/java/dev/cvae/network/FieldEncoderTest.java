package dev.cvae.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.condition.CategoryField;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.ImageField;
import dev.cvae.data.Shape;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.prior.Prior;
import dev.cvae.scaling.FittedScaling;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldEncoderTest {
  private static final CategoryField CITY = new CategoryField("city", 10_000);
  private static final ImageField PHOTO = new ImageField("photo", 3, 8, 4);
  private static final ConditionSchema SCHEMA = new ConditionSchema(List.of(CITY, PHOTO));

  private static ModelDescription description(
      ConditionSchema schema, Map<String, FieldEncoder> encoders) {
    return new ModelDescription(
        Shape.of(6),
        schema,
        2,
        Network.mlp(3),
        Network.mlp(3),
        ReconstructionLoss.BCE,
        Prior.STANDARD_NORMAL,
        FittedScaling.none(),
        encoders);
  }

  @Test
  void theNetworksSeeEachFieldAsItIsOrAsItsEncoderGivesIt() {
    Map<String, FieldEncoder> both = Map.of("city", new Embedding(7), "photo", Network.conv(4, 5));
    assertThat(description(SCHEMA, Map.of()).conditionWidth()).isEqualTo(10_000 + 96);
    assertThat(description(SCHEMA, both).conditionWidth()).isEqualTo(7 + 5 * 2);
    assertThat(description(SCHEMA, Map.of("photo", Network.mlp(9, 6))).conditionWidth())
        .isEqualTo(10_000 + 6);
    // where fields may be missing, the table has a row for it, and the image an input
    assertThat(description(SCHEMA.withDropout(0.1), both).conditionWidth())
        .isEqualTo(7 + 5 * 2 + 1);
  }

  @Test
  void eachSaysInWordsWhatItIs() {
    assertThat(new Embedding(7)).hasToString("embedding in 7 numbers");
    assertThat(Network.mlp(9, 6)).hasToString("mlp[9, 6]");
    assertThat(Network.mlp(9).activation(Activation.TANH)).hasToString("mlp[9] tanh");
  }

  @Test
  void aRowOfAModelWithAnEmbeddingIsNoWiderThanItsDataAndEmbedding() {
    assertThat(description(SCHEMA, Map.of()).widest()).isEqualTo(10_096);
    assertThat(description(SCHEMA, Map.of("city", new Embedding(7))).widest()).isEqualTo(7 + 96);
  }

  @Test
  void anEncoderForAFieldThatIsNotThereOrOfAnotherKindIsRefused() {
    assertThatThrownBy(() -> description(SCHEMA, Map.of("town", new Embedding(7))))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("field with an encoder must be one of city")
        .hasMessageEndingWith("was town");
    assertThatThrownBy(() -> description(SCHEMA, Map.of("photo", new Embedding(7))))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("a field with an embedding must be one of categories, was photo");
    assertThatThrownBy(() -> description(SCHEMA, Map.of("city", Network.conv(4))))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("a field with convolutions must be one of images, was city");
    assertThatThrownBy(() -> description(SCHEMA, Map.of("city", Network.mlp(4))))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("encoder of a field of categories must be an Embedding");
    assertThatThrownBy(() -> description(SCHEMA, Map.of("photo", Network.conv(4, 4, 4))))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("divisible by 8 for conv(4, 4, 4), was 8 × 4");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65_537})
  void theSizeOfAnEmbeddingHasARange(int size) {
    assertThatThrownBy(() -> new Embedding(size))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("size of an embedding must lie in 1..65536, was " + size);
  }
}
