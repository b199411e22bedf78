package dev.cvae.samples.cli;

import static dev.cvae.samples.cli.Shell.cvae;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import dev.cvae.GenerativeModel;
import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.image.ImageFolder;
import dev.cvae.mnist.Csv;
import dev.cvae.mnist.Mnist;
import dev.cvae.mnist.Npy;
import dev.cvae.mnist.Npz;
import dev.cvae.numpy.NumpyArchive;
import dev.cvae.numpy.NumpyArray;
import dev.cvae.samples.cli.Shell.Result;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows come in and go out as arrays, CSV and images, by file and by pipe. */
class DataFormsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"npy", "npz", "csv"})
  void whatIsGeneratedComesBackAsData(String format) {
    Path file = folder.resolve("x." + format);

    Result result = generate("--label", "3,7", "--count", "2", "--out", file);

    assertThat(result.err()).isEmpty();
    Dataset rows =
        switch (format) {
          case "npy" -> Npy.read(file);
          case "npz" -> Npz.read(file);
          default -> Csv.withHeader().label("label").read(file).data();
        };
    assertThat(rows.size()).isEqualTo(4);
    try (GenerativeModel model = GenerativeModel.load(Shell.model())) {
      float[][] expected = model.generate(Condition.labels(3, 7, 3, 7), 5).rows();
      assertThat(rows.row(1)).isEqualTo(expected[1]);
    }
    if (!format.equals("npy")) {
      assertThat(rows.label(0)).isEqualTo(3);
      assertThat(rows.label(1)).isEqualTo(7);
    }
  }

  @Test
  void labelsOfPublishedDataHaveTheirNamesAndKeepTheirNumbers() throws IOException {
    IdxFiles.write(folder, 40);
    Path model = folder.resolve("m.safetensors");
    Path byName = folder.resolve("name.npy");
    Path byNumber = folder.resolve("number.npy");

    assertThat(train(Path.of("fashion-mnist:" + folder), model).err()).isEmpty();
    Object[] asked = {"generate", "--model", model, "--seed", 5, "--count", 3};
    cvae(with(asked, "--label", "Trouser,Bag", "--out", byName));
    cvae(with(asked, "--label", "1,8", "--out", byNumber));
    Result unknown = cvae(with(asked, "--label", "Hat", "--out", folder.resolve("x.npy")));

    assertThat(byName).hasSameBinaryContentAs(byNumber);
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.errLines()).singleElement().asString().contains("label Hat", "Sneaker");
    Result evaluated = cvae("evaluate", "--model", model, "--data", folder);
    assertThat(evaluated.err()).as("labels without names go by number").isEmpty();
  }

  private static Object[] with(Object[] some, Object... more) {
    return Stream.of(some, more).flatMap(Arrays::stream).toArray();
  }

  @Test
  void imagesGoIntoAFolderALabelAndComeBack() {
    Path images = folder.resolve("digits");

    Result result =
        generate("--label", "3,7", "--count", "6", "--out", images, "--format", "images");

    assertThat(result.err()).isEmpty();
    assertThat(images.resolve("3/00.png")).isNotEmptyFile();
    assertThat(images.resolve("7/11.png")).isNotEmptyFile();
    assertThat(ImageFolder.open(images).classes()).containsExactly("3", "7");
    Path model = folder.resolve("m.safetensors");
    assertThat(train(images, model).err()).isEmpty();
    assertThat(cvae("info", "--model", model).out()).contains("[1, 28, 28]", "12");
    assertThat(generate("--label", "3", "--out", images, "--format", "images").err())
        .contains("must be empty");
  }

  @Test
  void aTableTrainsAModelWhichEncodesItThroughAPipe() throws Exception {
    Path table = Files.writeString(folder.resolve("rows.csv"), table());
    Path model = folder.resolve("m.safetensors");
    assertThat(train(table, model).err()).isEmpty();
    assertThat(cvae("info", "--model", model).out()).contains("oak", "rows.csv");

    byte[] out =
        pipe(
            table().getBytes(UTF_8),
            "encode",
            "--model",
            model,
            "--data",
            "-",
            "--out",
            "-",
            "--format",
            "npy");

    Path means = Files.write(folder.resolve("z.npy"), out);
    assertThat(Npy.read(means).size()).isEqualTo(8);
    assertThat(
            new String(
                pipe(
                    out,
                    "generate",
                    "--model",
                    model,
                    "--label",
                    "0",
                    "--count",
                    "3",
                    "--out",
                    "-",
                    "--format",
                    "csv"),
                UTF_8))
        .startsWith("label,x0,x1,x2\n0,")
        .hasLineCount(4);
  }

  @Test
  void theLabelsColumnCanBeNamed() throws IOException {
    Path table = Files.writeString(folder.resolve("rows.csv"), table().replace("label", "tree"));
    Path model = folder.resolve("m.safetensors");

    Result result =
        cvae(
            "train",
            "--data",
            table,
            "--label-column",
            "tree",
            "--latent",
            2,
            "--hidden",
            4,
            "--epochs",
            1,
            "--out",
            model);

    assertThat(result.err()).isEmpty();
    assertThat(cvae("info", "--model", model).out()).contains("oak");
  }

  @Test
  void anArchiveOfTwoPartsIsTrainedOnOneAndEvaluatedOnTheOther() throws IOException {
    Map<String, NumpyArray> arrays = new LinkedHashMap<>();
    arrays.put("x_train", NumpyArray.of(new float[40], 10, 4));
    arrays.put("y_train", NumpyArray.of(new int[] {0, 1, 0, 1, 0, 1, 0, 1, 0, 1}, 10));
    arrays.put("x_test", NumpyArray.of(new float[8], 2, 4));
    arrays.put("y_test", NumpyArray.of(new int[] {0, 1}, 2));
    Path file = folder.resolve("rows.npz");
    try (OutputStream out = Files.newOutputStream(file)) {
      NumpyArchive.write(arrays, out);
    }
    Path model = folder.resolve("m.safetensors");

    Result result =
        cvae(
            "train",
            "--data",
            file,
            "--shape",
            "1,2,2",
            "--latent",
            2,
            "--hidden",
            4,
            "--epochs",
            1,
            "--out",
            model);

    assertThat(result.err()).isEmpty();
    assertThat(cvae("info", "--model", model).out()).contains("[1, 2, 2]", "rows.npz train");
    assertThat(cvae("evaluate", "--model", model, "--data", file).out())
        .startsWith("rows.npz test: ");
  }

  @Test
  void flatRowsGetTheModelsShape() throws IOException {
    Path file = folder.resolve("x.csv");
    generate("--label", "3", "--count", "5", "--out", file);

    Result result = cvae("evaluate", "--model", Shell.model(), "--data", file, "--json");

    assertThat(result.err()).isEmpty();
    assertThat(result.json().get("examples").getAsLong()).isEqualTo(5);
    try (GenerativeModel model = GenerativeModel.load(Shell.model())) {
      Dataset rows = Csv.withHeader().label("label").read(file).data();
      double expected = model.evaluate(rows.shaped(Mnist.test().shape())).elbo();
      assertThat(result.json().get("elbo").getAsDouble()).isCloseTo(expected, within(1e-9));
    }
  }

  @Test
  void anArchiveOfEncodingsHasBothParameters() {
    Path file = folder.resolve("z.npz");

    Result result =
        cvae("encode", "--model", Shell.model(), "--data", "mnist", "--limit", 6, "--out", file);

    assertThat(result.err()).isEmpty();
    Map<String, NumpyArray> arrays = NumpyArchive.read(file, List.of("mean", "log_variance"));
    assertThat(arrays.get("mean").shape()).containsExactly(6, Shell.LATENT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "generate --label 1 --out -|2|--format must be given for --out -, was not",
        "generate --label 1 --out - --format images|2|--format must be one file for --out -",
        "encode --data mnist --out - --format png|2|--format must be one of [npy, npz, csv]",
        "evaluate --data %1$s/none|1|cannot be listed",
        "evaluate --data fashion-mnist:%1$s|1|must have one file named like",
        "evaluate --data %1$s/a.csv --part train|2|--part must be left out for data of one part",
        "evaluate --data %1$s/a.csv --shape 3,3|1|rows must have 9 values",
      })
  void wrongUseIsSaid(String command, int exitCode, String message) throws IOException {
    Files.writeString(folder.resolve("a.csv"), "a,b\n1,2\n");
    Object[] args = (command.formatted(folder) + " --model " + Shell.model()).split(" ");

    Result result = cvae(args);

    assertThat(result.exitCode()).isEqualTo(exitCode);
    assertThat(result.errLines()).singleElement().asString().contains(message);
  }

  @Test
  void aDownloadOfWrongBytesFailsAndSaysSo() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 3);
          exchange.getResponseBody().write(new byte[3]);
          exchange.close();
        });
    server.start();
    try {
      String site = "http://127.0.0.1:" + server.getAddress().getPort() + "/";

      Result result = cvae("download", "fashion-mnist", "--to", folder, "--from", site);

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.out()).contains("t10k-images-idx3-ubyte.gz 100 %");
      assertThat(result.errLines()).singleElement().asString().contains("wrong bytes");
    } finally {
      server.stop(0);
    }
    assertThat(cvae("download", "cifar", "--to", folder).exitCode()).isEqualTo(2);
  }

  @Test
  void aColumnOfTextIsNamedWithTheOptionThatMakesItLabels() throws IOException {
    Path iris = Files.writeString(folder.resolve("iris.csv"), "width,species\n0.2,setosa\n");

    Result result = train(iris, folder.resolve("m.safetensors"));

    assertThat(result.errLines())
        .containsExactly(
            "cvae: CSV file "
                + iris
                + ", line 2, column 2 (species): expected a number, was \"setosa\";"
                + " --label-column NAME says where labels are");
    assertThat(result.exitCode()).isEqualTo(1);
  }

  private static Result generate(Object... more) {
    Object[] args = new Object[more.length + 5];
    System.arraycopy(
        new Object[] {"generate", "--model", Shell.model(), "--seed", 5}, 0, args, 0, 5);
    System.arraycopy(more, 0, args, 5, more.length);
    return cvae(args);
  }

  private static Result train(Path data, Path model) {
    return cvae(
        "train", "--data", data, "--latent", 2, "--hidden", 4, "--epochs", 1, "--out", model);
  }

  private static String table() {
    StringBuilder table = new StringBuilder("label,height,width,age\n");
    for (int row = 0; row < 8; row++) {
      table.append(row % 2 == 0 ? "oak" : "ash").append(",0.").append(row).append(",0.5,1\n");
    }
    return table.toString();
  }

  /** Runs a command between two pipes. */
  private static byte[] pipe(byte[] in, Object... args) {
    InputStream systemIn = System.in;
    PrintStream systemOut = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      System.setIn(new ByteArrayInputStream(in));
      System.setOut(new PrintStream(out, true, UTF_8));
      Result result = cvae(args);
      assertThat(result.err()).isEmpty();
      assertThat(result.out()).isEmpty();
      return out.toByteArray();
    } finally {
      System.setIn(systemIn);
      System.setOut(systemOut);
    }
  }
}
