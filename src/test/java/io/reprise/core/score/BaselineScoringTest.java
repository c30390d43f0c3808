package io.reprise.core.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reprise.core.components.Baseline;
import io.reprise.core.components.PrincipalComponents;
import io.reprise.core.cut.RecordedSeries;
import io.reprise.core.network.Detector;
import io.reprise.core.network.Loss;
import io.reprise.core.network.Replayed;
import io.reprise.core.normalize.FeatureWeights;
import io.reprise.core.normalize.Method;
import io.reprise.core.normalize.Normalizer;
import io.reprise.core.normalize.Scaler;
import io.reprise.core.normalize.Scope;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.DatePart;
import io.reprise.core.series.SeriesParameters;
import io.reprise.core.series.Smoothing;
import io.reprise.core.series.Span;
import io.reprise.core.series.Windowing;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The errors of principal components beside those of the network. */
class BaselineScoringTest {

  private static final int FEATURES = 2;

  private static final Scaler GLOBAL = new Scaler(new float[] {1, 9}, new float[] {2, 0.5f});

  private static final PrincipalComponents COMPONENTS =
      new PrincipalComponents(
          2,
          new float[] {0.1f, 0.2f, 0.3f, 0.4f},
          new float[] {1, 1, 1, 0.02f},
          new float[] {0.5f, 0.5f, -0.5f, 0.5f});

  private static final FeatureWeights WEIGHTS = new FeatureWeights(new float[] {2, 0.25f});

  /** Of the series itself. */
  private static final float[] OWN = {70, 3};

  private static ScoringSpec spec(Windowing windowing, Detector detector, Baseline baseline) {
    return new ScoringSpec(
        windowing,
        new Normalizer(Method.STANDARD, Scope.GLOBAL, GLOBAL),
        new FeatureWeights(new float[] {7, 0.5f}),
        Loss.MAE,
        5,
        baseline,
        detector);
  }

  private static ScoringSpec spec(Windowing windowing, Detector detector) {
    return spec(windowing, detector, new Baseline(COMPONENTS, WEIGHTS));
  }

  private static Windowing windowing(int length, int stride, int reach, int errors, boolean whole) {
    return new Windowing(
        length,
        Math.min(stride, length),
        false,
        new Smoothing(2 * reach + 1, 2 * errors + 1, whole));
  }

  private static List<ScoredChunk> score(List<Chunk> chunks, ScoringSpec spec) {
    List<ScoredChunk> scored = new ArrayList<>();
    new Scorer(
            Scorer.parts(
                chunks.stream()
                    .map(chunk -> chunk.with(SeriesParameters.weighted(null, OWN)))
                    .iterator(),
                chunk -> Span.ALL),
            spec,
            spec.windowing().length(),
            batch -> Replayed.of(KnownReplay.of(batch)))
        .forEachRemaining(scored::add);
    return scored;
  }

  private static ScoredChunk score(Chunk chunk, ScoringSpec spec) {
    return score(List.of(chunk), spec).get(0);
  }

  /** A network that replays what the components explain has their errors. */
  private static ScoredChunk scoredByAReplayOfComponents(Chunk chunk, Windowing windowing) {
    ScoringSpec spec =
        new ScoringSpec(
            windowing, new Normalizer(Method.STANDARD, Scope.GLOBAL, GLOBAL), WEIGHTS, Loss.MSE, 5);
    List<ScoredChunk> scored = new ArrayList<>();
    new Scorer(
            Scorer.parts(
                List.of(chunk.with(SeriesParameters.weighted(OWN, null))).iterator(),
                each -> Span.ALL),
            spec,
            windowing.length(),
            batch -> {
              float[] replayed = batch.values().clone();
              float[] residuals = new float[batch.steps() * FEATURES];
              for (int w = 0; w < batch.size(); w++) {
                int offset = w * batch.steps() * FEATURES;
                COMPONENTS.residuals(batch.values(), offset, batch.length(w), residuals);
                for (int i = 0; i < batch.length(w) * FEATURES; i++) {
                  replayed[offset + i] -= residuals[i];
                }
              }
              return Replayed.of(replayed);
            })
        .forEachRemaining(scored::add);
    return scored.get(0);
  }

  @Property(tries = 100)
  void isScoredAsANetworkIs(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 9) int length,
      @ForAll @IntRange(min = 1, max = 9) int stride,
      @ForAll @IntRange(min = 0, max = 5) int reach,
      @ForAll @IntRange(min = 0, max = 5) int errors,
      @ForAll boolean whole) {
    Windowing windowing = windowing(length, stride, reach, errors, whole);
    Chunk chunk = RecordedSeries.random(seed, -40, 80, FEATURES).whole(2);

    ScoredChunk scored = score(chunk, spec(windowing, Detector.LSTM));

    ScoredChunk expected = scoredByAReplayOfComponents(chunk, windowing);
    assertThat(scored.hasBaseline()).isTrue();
    assertThat(expected.hasBaseline()).isFalse();
    for (int w = 0; w < expected.windows(); w++) {
      assertClose(scored.baselineWindowError(w), expected.windowError(w));
    }
    for (int point = 0; point < chunk.count(); point++) {
      assertClose(scored.baselinePointError(point), expected.pointError(point));
      for (int f = 0; f < FEATURES; f++) {
        assertClose(
            scored.baselinePointFeatureErrors(point)[f], expected.pointFeatureErrors(point)[f]);
      }
    }
  }

  private static void assertClose(float actual, float expected) {
    if (Float.isNaN(expected)) {
      assertThat(actual).isNaN();
    } else {
      assertThat(actual).isCloseTo(expected, within(1e-3f * (1 + Math.abs(expected))));
    }
  }

  @Property(tries = 50)
  void chunksLeaveNoTrace(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int length,
      @ForAll @IntRange(min = 1, max = 50) int chunkPoints,
      @ForAll @IntRange(min = 0, max = 3) int errors,
      @ForAll boolean whole) {
    Windowing windowing = windowing(length, 4, 1, errors, whole);
    RecordedSeries series = RecordedSeries.random(seed, -60, 120, FEATURES);
    Chunk all = series.whole(2);
    ScoredChunk expected = score(all, spec(windowing, Detector.BOTH));

    List<ScoredChunk> scored =
        score(
            series.chunks(chunkPoints, DatePart.DAY, windowing.halo(), 2),
            spec(windowing, Detector.BOTH));

    for (ScoredChunk part : scored) {
      int offset = (int) (part.chunk().cell(part.chunk().before()) - all.cell(0));
      for (int point = 0; point < part.chunk().count(); point++) {
        assertThat(part.baselinePointError(point))
            .isEqualTo(Float.valueOf(expected.baselinePointError(offset + point)));
        assertThat(part.pointError(point))
            .isEqualTo(Float.valueOf(expected.pointError(offset + point)));
      }
    }
  }

  @Example
  void theDetectorChoosesWhoseErrorsCount() {
    Windowing windowing = windowing(6, 2, 0, 1, false);
    Chunk chunk = RecordedSeries.random(5, 0, 60, FEATURES).whole(2);

    ScoredChunk network = score(chunk, spec(windowing, Detector.LSTM));
    ScoredChunk alone = score(chunk, spec(windowing, Detector.LSTM, Baseline.NONE));
    ScoredChunk components = score(chunk, spec(windowing, Detector.PCA));
    ScoredChunk both = score(chunk, spec(windowing, Detector.BOTH));

    assertThat(alone.hasBaseline()).isFalse();
    assertThat(network.windows()).isPositive();
    for (int w = 0; w < network.windows(); w++) {
      assertThat(network.windowError(w)).isEqualTo(alone.windowError(w));
      assertThat(network.featureErrors(w)).isEqualTo(alone.featureErrors(w));
      assertThat(components.windowError(w)).isEqualTo(network.baselineWindowError(w));
      assertThat(components.baselineWindowError(w)).isEqualTo(network.baselineWindowError(w));
      assertThat(both.baselineWindowError(w)).isEqualTo(network.baselineWindowError(w));
      assertClose(
          both.windowError(w), (network.windowError(w) + network.baselineWindowError(w)) / 2);
      assertThat(both.stepErrors(w)).hasSize(6);
      assertThat(both.featureErrors(w)).isNotEqualTo(network.featureErrors(w));
    }
    assertThat(both.replays(0, chunk.count()))
        .as("what is replayed is the network's")
        .isEqualTo(alone.replays(0, chunk.count()));
  }

  @Example
  void aSequenceThatIsShorterThanAVectorHasErrorsToo() {
    Windowing windowing = new Windowing(4, 2, true);
    Chunk one = Chunk.sequence("beat", 0, 0, FEATURES, new float[] {3, 9}, null);

    ScoredChunk scored = score(one, spec(windowing, Detector.LSTM));

    assertThat(scored.windows()).isEqualTo(1);
    assertThat(scored.baselineWindowError(0)).isPositive().isFinite();
  }

  @Example
  void withoutComponentsOnlyTheNetworkCanJudge() {
    assertThatThrownBy(() -> spec(new Windowing(4, 2, false), Detector.BOTH, Baseline.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
