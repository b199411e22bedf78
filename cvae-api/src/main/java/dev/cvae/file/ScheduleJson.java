package dev.cvae.file;

import dev.cvae.training.ConstantSchedule;
import dev.cvae.training.CosineSchedule;
import dev.cvae.training.LearningRateSchedule;
import dev.cvae.training.MilestoneSchedule;
import dev.cvae.training.PlateauSchedule;
import dev.cvae.training.StepSchedule;
import dev.cvae.training.WarmUpSchedule;
import java.util.LinkedHashMap;
import java.util.Map;

/** A {@link LearningRateSchedule} as JSON. */
final class ScheduleJson {
  private ScheduleJson() {}

  static Map<String, Object> write(LearningRateSchedule schedule) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (schedule instanceof ConstantSchedule) {
      json.put("kind", "constant");
    } else if (schedule instanceof StepSchedule step) {
      json.put("kind", "step");
      json.put("factor", step.factor());
      json.put("epochs", step.epochs());
    } else if (schedule instanceof MilestoneSchedule milestones) {
      json.put("kind", "milestones");
      json.put("factor", milestones.factor());
      json.put("epochs", milestones.epochs());
    } else if (schedule instanceof CosineSchedule cosine) {
      json.put("kind", "cosine");
      json.put("floor", cosine.floor());
    } else if (schedule instanceof WarmUpSchedule warmUp) {
      json.put("kind", "warm_up");
      json.put("steps", warmUp.steps());
      json.put("then", write(warmUp.then()));
    } else if (schedule instanceof PlateauSchedule plateau) {
      json.put("kind", "plateau");
      json.put("factor", plateau.factor());
      json.put("patience", plateau.patience());
      json.put("min_delta", plateau.minDelta());
    } else {
      throw new IllegalArgumentException("no JSON for " + schedule);
    }
    return json;
  }

  static LearningRateSchedule read(JsonObject json) {
    return switch (json.string("kind")) {
      case "constant" -> new ConstantSchedule();
      case "step" -> new StepSchedule(json.real("factor"), json.integer("epochs"));
      case "milestones" -> new MilestoneSchedule(json.real("factor"), json.integerList("epochs"));
      case "cosine" -> new CosineSchedule(json.real("floor"));
      case "warm_up" -> new WarmUpSchedule(json.number("steps"), read(json.object("then")));
      case "plateau" ->
          new PlateauSchedule(
              json.real("factor"), json.integer("patience"), json.real("min_delta"));
      default -> throw json.unknown("kind");
    };
  }
}
