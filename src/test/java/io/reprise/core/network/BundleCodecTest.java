package io.reprise.core.network;

import static io.reprise.core.network.SampleBundle.BY_TIME;
import static io.reprise.core.network.SampleBundle.NETWORK;
import static io.reprise.core.network.SampleBundle.bundle;
import static io.reprise.core.network.SampleBundle.calibration;
import static io.reprise.core.network.SampleBundle.encoded;
import static io.reprise.core.network.SampleBundle.network;
import static io.reprise.core.network.SampleBundle.random;
import static io.reprise.core.network.SampleBundle.replace;
import static io.reprise.core.network.SampleBundle.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Json;
import io.reprise.core.json.MalformedException;
import io.reprise.core.lstm.Precision;
import io.reprise.core.normalize.FeatureWeights;
import io.reprise.core.series.SeriesParameters;
import io.reprise.core.series.Smoothing;
import io.reprise.core.series.SplitPlan;
import io.reprise.core.series.Windowing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleCodecTest {

  static Stream<SplitPlan> plans() {
    return Stream.of(
        BY_TIME,
        new SplitPlan.ByTime(Long.MIN_VALUE, Long.MAX_VALUE, true),
        new SplitPlan.ByPoints(10, 5),
        new SplitPlan.ByLot(0.6, 0.15, -42),
        new SplitPlan.NormalOnly(new SplitPlan.ByLot(0.6, 0.15, -42)));
  }

  @ParameterizedTest
  @MethodSource("plans")
  void readsWhatItWrote(SplitPlan plan) {
    Bundle written = bundle(plan, Optional.of(calibration(0.7f)));

    Bundle read = BundleCodec.decode(encoded(written));

    assertThat(read).usingRecursiveComparison().isEqualTo(written);
    assertThat(read.split()).isEqualTo(plan);
  }

  @Test
  void readsTheOptionsOfANetworkAndLeavesThemOutWhereItIsPlain() {
    Bundle plain = bundle(BY_TIME, Optional.empty());
    NetworkOptions options =
        new NetworkOptions(DecoderInput.STATE, true, 0.1 + 0.2, 1e-3, Precision.BFLOAT16);
    NetworkSpec spec = network(options);
    assertThat(spec.parameters()).as("a decoder without inputs has fewer").isEqualTo(150);
    Bundle written =
        new Bundle(
            spec,
            Parameters.ofAll(random(1, spec.parameters())),
            random(2, 2 * spec.parameters()),
            plain.features(),
            plain.normalizer().withWandering(List.of(1)),
            new Windowing(48, 4, false, new Smoothing(5, 3, true)),
            plain.trainedOn(),
            plain.split(),
            plain.training(),
            FeatureWeights.NONE,
            plain.windowErrors(),
            plain.pointErrors(),
            plain.detector(),
            plain.yardstick());

    Bundle read = BundleCodec.decode(encoded(written));
    assertThat(read.network()).isEqualTo(spec);
    assertThat(read.windowing()).isEqualTo(written.windowing());
    assertThat(read.normalizer().wandering()).containsExactly(1);
    assertThat(new String(encoded(plain).get("model.json"), StandardCharsets.UTF_8))
        .doesNotContain("options", "wandering");
    assertRefused(
        model -> model.withObject("/network").putObject("options").put("reversed", "no"),
        "network: options: decoderInput must be a text");
    assertRefused(
        model -> model.withObject("/normalizer").putArray("wandering").add(99),
        "there is no feature 99 that could wander");
    assertRefused(
        model -> model.withObject("/normalizer/global").putArray("spread").add(0).add(1),
        "The model's normalizer: A scaler cannot have the spread 0.0");
  }

  @Test
  void pointErrorsMayBeMissing() {
    Bundle written = bundle(BY_TIME, Optional.empty());

    assertThat(BundleCodec.decode(encoded(written))).usingRecursiveComparison().isEqualTo(written);
  }

  @Test
  void aNetworkForEachSeriesIsReadAsItWasWritten() {
    Parameters each =
        new Parameters(random(1, 4 * NETWORK.parameters()), List.of("a", "b \"2\"", "ä", "日"));
    Bundle written = bundle(each, BY_TIME, Optional.empty());

    assertThat(BundleCodec.decode(encoded(written))).usingRecursiveComparison().isEqualTo(written);
  }

  @Test
  void aModelHasATableOfTheSeries() {
    Parameters each = new Parameters(random(1, 2 * NETWORK.parameters()), List.of("a", "b"));
    for (Bundle written :
        List.of(bundle(BY_TIME, Optional.empty()), bundle(each, BY_TIME, Optional.empty()))) {
      Map<String, byte[]> files = BundleCodec.encode(written, new byte[] {1, 2});

      assertThat(BundleCodec.decode(files)).usingRecursiveComparison().isEqualTo(written);
      assertThat(BundleCodec.bySeries(files)).isEmpty();
      assertThat(tree(files.get("model.json")).get("version").intValue()).isEqualTo(4);
      assertThat(files.get("files.json")).containsExactly(1, 2);

      files.put("files.json", new byte[] {1});
      assertThatThrownBy(() -> BundleCodec.decode(files))
          .hasMessageContaining("files.json of the model does not match its checksum");
      files.remove("files.json");
      assertThatThrownBy(() -> BundleCodec.decode(files))
          .hasMessageContaining("files.json of the model is missing");
    }
  }

  /** As versions 1 to 3 wrote it. */
  @Test
  void whatModelJsonSaidOfEachSeriesIsStillRead() {
    Map<String, byte[]> files =
        changed(
            model -> {
              model.putObject("split").put("by", "points").put("trainPoints", 3);
              model.withObject("/split").put("validationPoints", 2);
              model.withObject("/split").withObject("/starts").put("a.b", -1L).put("{\"ä\"}", 7L);
              ObjectNode scaler = model.withObject("/normalizer/bySeries").putObject("a.b");
              scaler.putArray("center").add(1).add(2);
              scaler.putArray("spread").add(3).add(4);
              model
                  .withObject("/weights/bySeries")
                  .putObject("only weights")
                  .putArray("all")
                  .add(5)
                  .add(0.5);
            });

    assertThat(BundleCodec.decode(files).split()).isEqualTo(new SplitPlan.ByPoints(3, 2));
    Map<String, SeriesParameters> known = BundleCodec.bySeries(files);
    assertThat(known).containsOnlyKeys("a.b", "{\"ä\"}", "only weights");
    assertThat(known.get("a.b").start()).isEqualTo(-1);
    assertThat(known.get("a.b").scaler().spread()).containsExactly(3, 4);
    assertThat(known.get("a.b").weights()).isNull();
    assertThat(known.get("{\"ä\"}")).isEqualTo(SeriesParameters.startingAt(7));
    assertThat(known.get("only weights").weights()).containsExactly(5, 0.5f);
    assertRefused(
        model -> model.withObject("/weights/bySeries").putObject("a").putArray("all").add(5),
        "weights are 1 where it has 2 features");
    assertRefused(
        model -> {
          ObjectNode scaler = model.withObject("/normalizer/bySeries").putObject("a");
          scaler.putArray("center").add(1);
          scaler.putArray("spread").add(1);
        },
        "scalers are of 1 features where it has 2");
  }

  @Test
  void refusesNetworksOfSeriesThatCannotBe() {
    assertRefused(model -> model.put("version", 3), "series must be");
    assertRefused(model -> model.putArray("series").add("a"), "series is not a field");
    assertRefused(model -> model.put("version", 3).putArray("series"), "series: There is none");
    assertRefused(
        model -> model.put("version", 3).putArray("series").add("b").add("a"),
        "not in ascending order");
    assertRefused(
        model -> model.put("version", 3).putArray("series").add("a").add("b").add("c"),
        "166 parameters are not as many for each of 3 series");
  }

  @Test
  void theSameBundleHasTheSameBytes() {
    Map<String, byte[]> one = encoded(bundle(BY_TIME, Optional.empty()));
    Map<String, byte[]> two = encoded(bundle(BY_TIME, Optional.empty()));

    assertThat(one.keySet()).containsExactlyElementsOf(BundleCodec.FILES);
    one.forEach((name, content) -> assertThat(content).as(name).isEqualTo(two.get(name)));
  }

  @Test
  void parametersAreLittleEndianFloats() {
    byte[] raw = encoded(bundle(BY_TIME, Optional.empty())).get("parameters.bin");

    assertThat(raw).hasSize(4 * (int) NETWORK.parameters());
    int bits = (raw[0] & 255) | (raw[1] & 255) << 8 | (raw[2] & 255) << 16 | (raw[3] & 255) << 24;
    assertThat(Float.intBitsToFloat(bits)).isEqualTo(random(1, NETWORK.parameters())[0]);
  }

  @Test
  void nothingInItNamesAClass() {
    encoded(bundle(BY_TIME, Optional.empty()))
        .forEach(
            (name, content) ->
                assertThat(new String(content, StandardCharsets.ISO_8859_1))
                    .as(name)
                    .doesNotContain("io.reprise", "org.", "java.", "class"));
  }

  @Test
  void refusesEveryTamperedByte() {
    for (String name : List.of("model.json", "parameters.bin", "updater.bin")) {
      Map<String, byte[]> files = encoded(bundle(BY_TIME, Optional.empty()));
      byte[] content = files.get(name);
      for (int at : new int[] {0, content.length / 2, content.length - 1}) {
        content[at] ^= 1;
        assertThatThrownBy(() -> BundleCodec.decode(files))
            .as("%s at %d", name, at)
            .isInstanceOf(MalformedException.class)
            .hasMessage(
                "%s of the model does not match its checksum; train or copy the model again.",
                name);
        content[at] ^= 1;
      }
      assertThat(BundleCodec.decode(files).trainedOn()).as("mended").isEqualTo("series-1");
    }
  }

  @Test
  void refusesCutAndMissingFiles() {
    for (String name : BundleCodec.FILES) {
      Map<String, byte[]> cut = encoded(bundle(BY_TIME, Optional.empty()));
      cut.put(name, new byte[0]);
      assertThatThrownBy(() -> BundleCodec.decode(cut))
          .as("%s is empty", name)
          .isInstanceOf(MalformedException.class)
          .hasMessageContaining(name);
      cut.remove(name);
      assertThatThrownBy(() -> BundleCodec.decode(cut))
          .as("%s is missing", name)
          .isInstanceOf(MalformedException.class)
          .hasMessageContaining(name);
    }
  }

  @Test
  void refusesAForeignChecksum() {
    Map<String, byte[]> files = encoded(bundle(BY_TIME, Optional.empty()));
    ObjectNode checksums = tree(files.get("checksums.json")).put("payload.bin", "00");
    files.put("checksums.json", Json.bytes(checksums));

    assertThatThrownBy(() -> BundleCodec.decode(files))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("payload.bin");
  }

  @Test
  void refusesANewerVersion() {
    assertThatThrownBy(() -> BundleCodec.decode(changed(model -> model.put("version", 5))))
        .isInstanceOf(MalformedException.class)
        .hasMessage(
            "The model has version 5, this Reprise reads up to version 4; use the version that wrote"
                + " it.");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertRefused(model -> model.put("strange", 1), "model.json: strange is not a field");
    assertRefused(
        model -> model.withObject("/network").put("dropout", 1), "network: dropout is not a field");
    assertRefused(model -> model.withObject("/network").put("loss", "hinge"), "hinge is no loss");
    assertRefused(
        model -> model.withObject("/normalizer").put("scope", "galaxy"), "galaxy is no scope");
    assertRefused(
        model -> model.withObject("/split").put("by", "taste"), "time, points, lot or normal");
    assertRefused(model -> model.withObject("/window").remove("stride"), "window: stride must be");
    assertRefused(model -> model.put("pointErrors", "none"), "pointErrors must be an object");
    assertRefused(
        model -> model.withObject("/training").withArray("history").add(1), "history[2] must be");
  }

  @Test
  void refusesNetworksThatDoNotFitTheirParametersBeforeAnyIsBuilt() {
    assertRefused(model -> units(model, "encoder", 0), "from 1 to 8192 units, not 0");
    assertRefused(model -> units(model, "encoder", -3), "from 1 to 8192 units, not -3");
    assertRefused(model -> units(model, "decoder", 1_000_000_000), "from 1 to 8192 units");
    assertRefused(
        model -> units(model, "encoder", 8192), "parameters.bin are 166 where its network has");
    assertRefused(
        model -> model.putArray("features").add("one"), "features are 1 where its network has 2");
    assertRefused(
        model -> model.put("version", 3).putArray("series").add("a").add("b"),
        "parameters.bin are 166 where its network has 332");
  }

  private static void units(ObjectNode model, String layers, int units) {
    model.withObject("/network").putArray(layers).add(units).add(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"parameters.bin", "updater.bin"})
  void refusesWeightsThatAreTooManyTooFewOrNoNumbers(String file) {
    byte[] content = encoded(bundle(BY_TIME, Optional.empty())).get(file);
    assertRefused(file, Arrays.copyOf(content, content.length + 4), "where its network has");
    assertRefused(file, Arrays.copyOf(content, content.length / 2), "where its network has");
    assertRefused(file, new byte[0], "where its network has");
    assertRefused(file, Arrays.copyOf(content, content.length - 1), "no whole number of floats");
    for (float weight : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      byte[] broken = content.clone();
      ByteBuffer.wrap(broken).order(ByteOrder.LITTLE_ENDIAN).putFloat(40, weight);
      assertRefused(file, broken, weight + ", which is no weight");
    }
  }

  private static void assertRefused(String file, byte[] content, String message) {
    Map<String, byte[]> files = new LinkedHashMap<>(encoded(bundle(BY_TIME, Optional.empty())));
    replace(files, file, content);
    assertThatThrownBy(() -> BundleCodec.decode(files))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(message);
  }

  private static void assertRefused(Consumer<ObjectNode> change, String message) {
    assertThatThrownBy(() -> BundleCodec.decode(changed(change)))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(message);
  }

  /** A bundle whose model.json was changed by someone who knows how to make checksums. */
  private static Map<String, byte[]> changed(Consumer<ObjectNode> change) {
    Map<String, byte[]> files =
        new LinkedHashMap<>(encoded(bundle(BY_TIME, Optional.of(calibration(1)))));
    ObjectNode model = tree(files.get("model.json"));
    change.accept(model);
    replace(files, "model.json", Json.bytes(model));
    return files;
  }
}
