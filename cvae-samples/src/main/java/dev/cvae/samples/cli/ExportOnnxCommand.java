package dev.cvae.samples.cli;

import dev.cvae.file.ModelFile;
import dev.cvae.onnx.OnnxExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code cvae export-onnx}: the model as graphs that any ONNX runtime runs; no engine is started.
 */
@Command(
    name = "export-onnx",
    description = {
      "Writes encoder.onnx, decoder.onnx and generate.onnx, with which any ONNX runtime gives the"
          + " model's numbers.",
      "Data and conditions go in and come out in their own units; docs/onnx.md has the inputs."
    })
final class ExportOnnxCommand implements Callable<Integer> {
  @Mixin private final ModelFileOption model = new ModelFileOption();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder for the graphs; made if it is not there.")
  private Path out = Path.of("");

  @Option(names = "--json", description = "Print the files' sizes as JSON.")
  private boolean json;

  @Mixin private final Screen screen = new Screen();

  @Override
  public Integer call() throws IOException {
    Map<String, Object> bytes = new LinkedHashMap<>();
    for (Path file : OnnxExport.write(ModelFile.read(model.path()), out)) {
      bytes.put(String.valueOf(file.getFileName()), Files.size(file));
    }
    if (json) {
      screen.sayJson(bytes);
    } else {
      bytes.forEach((name, size) -> screen.say("Wrote %s, %,d bytes.", out.resolve(name), size));
    }
    return ExitCode.OK;
  }
}
