package dev.cvae.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a {@link Checkpoint} adds to a model file, but for its tensors, as JSON. */
final class CheckpointJson {
  private CheckpointJson() {}

  static String write(Checkpoint checkpoint) {
    TrainingState state = checkpoint.state();
    Map<String, Object> sums = new LinkedHashMap<>();
    sums.put("examples", state.sums().examples());
    sums.put("weight", state.sums().weight());
    sums.put("log_likelihood", state.sums().logLikelihood());
    sums.put("kl", state.sums().kl());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("epoch", state.epoch());
    json.put("batches", state.batches());
    json.put("steps", state.steps());
    json.put("sums", sums);
    json.put("elapsed", state.elapsed().toString());
    checkpoint.validation().ifPresent(sha256 -> json.put("validation_sha256", sha256));
    return Json.write(json);
  }

  static Checkpoint read(String text, ModelFile model, List<Tensor> optimiser, List<Tensor> best) {
    JsonObject json = new JsonObject("checkpoint", Json.read(text));
    JsonObject sums = json.object("sums");
    return new Checkpoint(
        model,
        new TrainingState(
            json.integer("epoch"),
            json.number("batches"),
            json.number("steps"),
            new TrainingState.Sums(
                sums.number("examples"),
                sums.real("weight"),
                sums.real("log_likelihood"),
                sums.real("kl")),
            json.duration("elapsed"),
            optimiser,
            best),
        json.optionalString("validation_sha256"));
  }
}
