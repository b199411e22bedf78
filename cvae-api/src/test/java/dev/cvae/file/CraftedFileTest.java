package dev.cvae.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.error.ModelFileException;
import dev.cvae.training.TrainingHistory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with the right digest and the wrong content. */
class CraftedFileTest {
  private static final String D = ModelFiles.DESCRIPTION;
  private static final String P = ModelFiles.PROVENANCE;

  @Test
  void aCraftedFileThatIsRightIsRead() {
    // given: the proof that what follows is refused for its content
    byte[] file = ModelFiles.crafted("1", D, P, "");

    assertThat(ModelFiles.read(file).provenance()).isEqualTo(ModelFiles.small().provenance());
  }

  @Test
  void aFileFromBeforeFitsSpokeOfTheirLatentsIsRead() {
    TrainingHistory history =
        ModelFiles.read(ModelFiles.crafted("1", D, P, "")).provenance().history();

    assertThat(history.latents()).isEmpty();
    assertThat(history.warnings()).isEmpty();
    assertThat(history.last().latents()).isEmpty();
  }

  @Test
  void aNewerFormatSaysSo() {
    assertThatThrownBy(() -> ModelFiles.read(ModelFiles.crafted("2", "{'new':1}", P, "")))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("the file has format 2, and this version reads format 1");
  }

  @Test
  void aNewerFormatSaysSoAlsoIfItsTensorsAreOfANewKind() {
    String tensor = ",'w':{'dtype':'BF16','shape':[1],'data_offsets':[0,2]}";
    byte[] file = ModelFiles.crafted(ModelFiles.header("2", D, P, tensor), new byte[2]);

    assertThatThrownBy(() -> ModelFiles.read(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("the file has format 2, and this version reads format 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`'latent':2` | `'latent':0`",
        "`'latent':2` | `'latent':-1`",
        "`'latent':2` | `'latent':2.5`",
        "`'latent':2` | `'latent':'2'`",
        "`'latent':2` | `'latent':4294967298`",
        "`'latent':2` | `'latent':99999999999999999999`",
        "`'latent':2` | `'latent':2,'latent':2`",
        "`'latent':2,` | ``",
        "`[1,2]` | `[]`",
        "`[1,2]` | `[0,2]`",
        "`[1,2]` | `[65536,65536]`",
        "`[1,2]` | `[1,2.0]`",
        "`[1,2]` | `3`",
        "`[4]` | `[]`",
        "`[4]` | `[-4]`",
        "`'relu'` | `'gelu'`",
        "`'mlp'` | `'transformer'`",
        "`'bce'` | `'poisson'`",
        "`'bce'` | `'gaussian'`",
        "`'bce'` | `'gaussian','sigma':'one'`",
        "`'bce'` | `'categorical','sizes':[]`",
        "`'bce'` | `'categorical','sizes':[3]`",
        "`'bce'` | `'mixed','parts':[]`",
        "`'bce'` | `'mixed','parts':[{'features':0,'loss':{'kind':'bce'}}]`",
        "`'bce'` | `'mixed','parts':[{'features':3,'loss':{'kind':'bce'}}]`",
        "`'bce'` | `'custom'`",
        "`'standard_normal'` | `'flow'`",
        "`'standard_normal'` | `'vamp'`",
        "`'standard_normal'` | `'vamp','components':0`",
        "`'standard_normal'` | `'conditional_normal','hidden':[0]`",
        "`'category'` | `'number'`",
        "`'categories':3` | `'categories':0`",
        "`'label'` | `''`",
        "`{'shape'` | `[{'shape'`",
      })
  void aDescriptionThatMakesNoSenseIsRefused(String right, String wrong) {
    assertThat(D).contains(right);
    byte[] file = ModelFiles.crafted("1", D.replace(right, wrong), P, "");

    assertThatThrownBy(() -> ModelFiles.read(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith("cannot read the model: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`'adam'` | `'lion'`",
        "`'beta1':0.9` | `'beta1':1.5`",
        "`'kl':16.25` | `'kl':'small'`",
        "`'kl':16.25` | `'kl':NaN`",
        "`'kl':16.25` | `'kl':1e999`",
        "`'examples':60000,'sha256'` | `'examples':6e4,'sha256'`",
        "`'history':[` | `'history':[7,`",
        "`'library':'1.0',` | ``",
        "`'history'` | `'latents':{'kl':1.0},'history'`",
        "`'history'` | `'latents':{'kl':1.0,'activity':[0.5],'mismatch':[0.5,0.5]},'history'`",
        "`'history'` | `'latents':{'kl':1.0,'activity':[0.5],'mismatch':[0.5],'kl_of_each':[]},'history'`",
        "`'epoch':1` | `'epoch':1,'latents':{'active':1.5,'latents':2,'kl':1.0,'mismatch':0.5}`",
      })
  void aProvenanceThatMakesNoSenseIsRefusedWhereItIsAskedFor(String right, String wrong) {
    assertThat(P).contains(right);
    byte[] file = ModelFiles.crafted("1", D, P.replace(right, wrong), "");

    assertThatThrownBy(() -> ModelFiles.read(file).provenance())
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith("cannot read the model: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",'w':{'dtype':'F32','shape':[1099511627776],'data_offsets':[0,4398046511104]}",
        ",'w':{'dtype':'F32','shape':[1048576,1048576],'data_offsets':[0,4398046511104]}",
        ",'w':{'dtype':'F32','shape':[2147483647],'data_offsets':[0,8589934588]}",
        ",'w':{'dtype':'F32','shape':[500000000],'data_offsets':[0,2000000000]}",
        ",'w':{'dtype':'F32','shape':[-1],'data_offsets':[0,-4]}",
        ",'w':{'dtype':'F32','shape':[-1,-1],'data_offsets':[0,4]}",
        ",'w':{'dtype':'F64','shape':[1],'data_offsets':[0,8]}",
        ",'w':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}",
        ",'w':{'dtype':'F32','shape':[1],'data_offsets':[0,8]}",
        ",'w':{'dtype':'F32','shape':[1],'data_offsets':[0,4.0]}",
        ",'w':{'dtype':'F32','shape':[1]}",
        ",'w':7",
        ",'w':{'dtype':'F32','shape':[2147483647,2147483647,2147483647,0],'data_offsets':[0,0]}",
      })
  void aTensorThatCannotLieInTheFileIsRefusedBeforeItIsAllocated(String tensor) {
    byte[] file = ModelFiles.crafted(ModelFiles.header("1", D, P, tensor), new byte[4]);

    assertThatThrownBy(() -> ModelFiles.read(file)).isInstanceOf(ModelFileException.class);
  }

  @Test
  void aNameThatOccursTwiceInTheHeaderIsRefused() {
    String tensor = ",'w':{'dtype':'F32','shape':[0],'data_offsets':[0,0]}";

    assertThatThrownBy(() -> ModelFiles.read(ModelFiles.crafted("1", D, P, tensor + tensor)))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("no second \"w\"");
  }

  @Test
  void jsonOfAMillionLevelsIsRefusedWithoutAStackOverflow() {
    String deep = "[".repeat(1_000_000);

    assertThatThrownBy(() -> ModelFiles.read(ModelFiles.crafted("1", deep, P, "")))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("at most 64 levels");
    assertThatThrownBy(() -> ModelFiles.read(ModelFiles.crafted("1", D, P, ",'w':" + deep)))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("at most 64 levels");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "{\"__metadata__\":{}}", "{\"__metadata__\":7}", "7", "{"})
  void aHeaderWithoutTheMetadataIsNotAModelFiles(String header) {
    assertThatThrownBy(() -> ModelFiles.read(ModelFiles.crafted(header, new byte[0])))
        .isInstanceOf(ModelFileException.class);
  }

  @Test
  void metadataThatAreNoStringsAndHeadersThatAreNoUtf8AreRefused() {
    String number =
        ModelFiles.header("1", D, P, "").replace("\"cvae.format\":\"1\"", "\"cvae.format\":1");
    byte[] latin = ModelFiles.crafted("1", D, P, "");
    latin[new String(latin, StandardCharsets.ISO_8859_1).indexOf("MNIST")] = (byte) 0xE9;

    assertThatThrownBy(() -> ModelFiles.read(ModelFiles.crafted(number, new byte[0])))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("metadata must be strings, and cvae.format is not");
    assertThatThrownBy(() -> ModelFiles.read(latin))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("its header must be UTF-8");
  }
}
