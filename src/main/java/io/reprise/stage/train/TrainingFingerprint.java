package io.reprise.stage.train;

import io.reprise.config.Configuration;
import io.reprise.core.network.NetworkSpec;
import io.reprise.core.series.SplitPlan;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.train.data.WindowSelection;
import io.reprise.stage.train.data.Workload;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Everything that the weights of a training depend on. Learning rate, clipping, epochs and patience
 * are left out: they say how to go on, and may differ when a training is resumed.
 */
final class TrainingFingerprint {

  private static final String NOT_KNOWN = "not known";

  /** What checkpoints that do not name it were trained with. */
  private static final Map<String, String> BEFORE_IT_WAS_ASKED =
      Map.of("network.precision", "float32");

  private TrainingFingerprint() {}

  static Map<String, String> of(
      Configuration configuration,
      TrainingSetup setup,
      List<String> features,
      int workers,
      Workload load) {
    NetworkSpec spec = setup.autoencoder().spec();
    WindowSelection selection = setup.windows().selection();
    Map<String, String> fingerprint = new LinkedHashMap<>();
    fingerprint.put("training.seed", String.valueOf(configuration.training().seed()));
    fingerprint.put("archive.columns.features", features.toString());
    fingerprint.put("window.length", String.valueOf(selection.windowing().length()));
    fingerprint.put("window.stride", String.valueOf(selection.windowing().stride()));
    // The best epoch is the one with the least smoothed error.
    fingerprint.put(
        "window.smooth-points", String.valueOf(selection.windowing().smoothing().points()));
    fingerprint.put("split", text(selection.split()));
    fingerprint.put("split.train-on-normal", String.valueOf(selection.normalOnly()));
    fingerprint.put("normalize.method", text(configuration.normalize().method()));
    fingerprint.put("normalize.scope", text(configuration.normalize().scope()));
    fingerprint.put(
        "normalize.wandering",
        setup.windows().normalizer().wandering().stream().map(features::get).toList().toString());
    fingerprint.put("network.encoder", spec.encoder().toString());
    fingerprint.put("network.decoder", spec.decoder().toString());
    fingerprint.put("network.decoder-input", text(spec.options().decoderInput()));
    fingerprint.put("network.reversed", String.valueOf(spec.options().reversed()));
    fingerprint.put("network.dropout", String.valueOf(spec.options().dropout()));
    fingerprint.put("network.loss", text(spec.loss()));
    fingerprint.put("network.engine", setup.autoencoder().engine().text());
    fingerprint.put("network.precision", spec.precision().text());
    fingerprint.put(
        "training.batch", String.valueOf(configuration.training().minibatch().windows()));
    fingerprint.put("training.noise", String.valueOf(configuration.training().minibatch().noise()));
    fingerprint.put(
        "training.averaging-frequency",
        String.valueOf(configuration.training().averaging().frequency()));
    fingerprint.put("training.workers", String.valueOf(workers));
    fingerprint.put("scoring.batch", String.valueOf(configuration.scoring().batch()));
    fingerprint.put("the series, by their fingerprint,", Long.toHexString(load.fingerprint()));
    return fingerprint;
  }

  /** Leaves out the start of each series. There may be many, and the fingerprint covers them. */
  private static String text(SplitPlan split) {
    return split instanceof SplitPlan.ByPoints byPoints
        ? "the first %d and %d points"
            .formatted(byPoints.trainPoints(), byPoints.validationPoints())
        : split.toString();
  }

  private static String text(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Refuses a checkpoint of another training, and names the first key that differs. Causes come
   * before their effects.
   */
  static void require(Map<String, String> own, Map<String, String> other, String checkpoint) {
    Set<String> keys = new LinkedHashSet<>(own.keySet());
    keys.addAll(other.keySet());
    for (String key : keys) {
      String here = own.getOrDefault(key, NOT_KNOWN);
      String there = other.getOrDefault(key, BEFORE_IT_WAS_ASKED.getOrDefault(key, NOT_KNOWN));
      if (!here.equals(there)) {
        throw new InputRefusedException(
            "training.resume: %s = %s, but the checkpoint %s was made with %s; put that back, or set"
                + " training.resume = false to begin anew.",
            key, here, checkpoint, there);
      }
    }
  }
}
