package io.reprise.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.components.Baseline;
import io.reprise.core.components.PrincipalComponents;
import io.reprise.core.json.Json;
import io.reprise.core.json.MalformedException;
import io.reprise.core.normalize.FeatureWeights;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class YardstickCodecTest {

  private static final FeatureWeights WEIGHTS = new FeatureWeights(new float[] {2, 3e-30f});

  private static Bundle bundle(FeatureWeights weights, Detector detector) {
    PrincipalComponents components =
        new PrincipalComponents(
            2,
            new float[] {0.1f, -2, 3, 4},
            new float[] {1e-30f, 1, 3e38f, 2},
            new float[] {0.5f, 0.5f, -0.5f, 0.5f, 1, 0, 0, 0});
    return SampleBundle.bundle(
        detector,
        new Yardstick(
            new Baseline(components, weights),
            SampleBundle.calibration(0.1f, 0.4f),
            SampleBundle.calibration(0.2f)));
  }

  private static String model(Bundle bundle) {
    return new String(SampleBundle.encoded(bundle).get("model.json"), StandardCharsets.UTF_8);
  }

  @Test
  void readsWhatItWrote() {
    for (Detector detector : Detector.values()) {
      for (FeatureWeights weights : new FeatureWeights[] {WEIGHTS, FeatureWeights.NONE}) {
        Bundle written = bundle(weights, detector);

        assertThat(BundleCodec.decode(SampleBundle.encoded(written)))
            .usingRecursiveComparison()
            .isEqualTo(written);
      }
    }
  }

  @Test
  void aModelWithoutOneIsAsBefore() {
    Bundle plain = SampleBundle.bundle(SampleBundle.BY_TIME, Optional.empty());

    assertThat(model(plain)).doesNotContain("yardstick", "detector");
    Bundle read = BundleCodec.decode(SampleBundle.encoded(plain));
    assertThat(read.yardstick()).isEmpty();
    assertThat(read.detector()).isEqualTo(Detector.LSTM);
    assertThat(read.baseline().isNone()).isTrue();
  }

  @Test
  void refusesComponentsThatCannotBe() {
    assertRefused(yardstick -> yardstick.put("steps", 3), "4 numbers do not divide into 3 steps");
    assertRefused(yardstick -> yardstick.put("steps", 0), "do not divide into 0 steps");
    assertRefused(yardstick -> yardstick.withArray("mean").set(0, 1e39), "hold Infinity");
    assertRefused(yardstick -> yardstick.withArray("mean").setNull(0), "mean[0] must be a number");
    assertRefused(yardstick -> yardstick.withArray("deviations").set(1, 0), "deviation 0.0");
    assertRefused(yardstick -> yardstick.withArray("deviations").remove(1), "3 deviations");
    assertRefused(yardstick -> yardstick.withArray("axes").remove(1), "hold 7 numbers");
    assertRefused(yardstick -> yardstick.put("strange", 1), "yardstick: strange is not a field");
    assertRefused(yardstick -> yardstick.remove("windowErrors"), "windowErrors must be an object");
    assertRefused(yardstick -> yardstick.remove("pointErrors"), "pointErrors must be an object");
  }

  @Test
  void refusesComponentsOfAnotherModel() {
    assertRefused(
        yardstick -> yardstick.put("steps", 1),
        "yardstick has 4 features where its network has 2; train or copy");
    assertRefused(
        yardstick -> {
          yardstick.put("steps", 1);
          yardstick.putArray("mean");
          yardstick.putArray("deviations");
          yardstick.putArray("axes");
        },
        "yardstick has 0 features where its network has 2");
    assertRefused(
        yardstick -> yardstick.withObject("/weights").putArray("all").add(1),
        "weights are 1 where it has 2 features");
    assertRefused(
        yardstick ->
            yardstick
                .withObject("/weights")
                .withObject("/bySeries/pump")
                .putArray("all")
                .add(1)
                .add(-1),
        "weight -1.0 is not a number above 0");
    assertRefusedModel(
        model -> model.withObject("/window").put("length", 1).put("stride", 1),
        "yardstick spans 2 points where its windows have 1");
  }

  @Test
  void refusesADetectorWithoutComponents() {
    assertRefusedModel(model -> model.remove("yardstick"), "detector needs a yardstick");
    assertRefusedModel(model -> model.put("detector", "forest"), "forest is no detector");
  }

  private static void assertRefused(Consumer<ObjectNode> change, String message) {
    assertRefusedModel(model -> change.accept(model.withObject("/yardstick")), message);
  }

  private static void assertRefusedModel(Consumer<ObjectNode> change, String message) {
    Map<String, byte[]> files = SampleBundle.encoded(bundle(WEIGHTS, Detector.BOTH));
    ObjectNode model = SampleBundle.tree(files.get("model.json"));
    change.accept(model);
    SampleBundle.replace(files, "model.json", Json.bytes(model));
    assertThatThrownBy(() -> BundleCodec.decode(files))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(message);
  }
}
