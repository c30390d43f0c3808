package io.reprise.core.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reprise.core.cut.RecordedSeries;
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
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ScorerTest {

  private static final int FEATURES = 2;

  private static final Scaler GLOBAL = new Scaler(new float[] {1, 9}, new float[] {2, 0.5f});

  private static ScoringSpec spec(Windowing windowing, Scope scope, Loss loss, int batch) {
    return new ScoringSpec(windowing, new Normalizer(Method.STANDARD, scope, GLOBAL), loss, batch);
  }

  private static List<ScoredChunk> score(List<Chunk> chunks, ScoringSpec spec, Span span) {
    return score(chunks, spec, span, KnownReplay::withCodes);
  }

  private static List<ScoredChunk> score(
      List<Chunk> chunks, ScoringSpec spec, Span span, Replay replay) {
    List<ScoredChunk> scored = new ArrayList<>();
    new Scorer(
            Scorer.parts(chunks.iterator(), chunk -> span), spec, spec.windowing().length(), replay)
        .forEachRemaining(scored::add);
    return scored;
  }

  private static Chunk sequence(String name, int points, int seed) {
    float[] values = new float[points * FEATURES];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(seed + 0.7 * i);
    }
    return Chunk.sequence(name, 0, 0, FEATURES, values, null);
  }

  @Property(tries = 100)
  void errorsAreThoseOfANaiveComputation(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int length,
      @ForAll @IntRange(min = 1, max = 9) int stride,
      @ForAll @IntRange(min = 0, max = 5) int reach,
      @ForAll @IntRange(min = 0, max = 5) int errorReach,
      @ForAll boolean smooth,
      @ForAll Scope scope,
      @ForAll Loss loss) {
    Windowing windowing =
        new Windowing(
            length,
            Math.min(stride, length),
            false,
            new Smoothing(2 * reach + 1, 2 * errorReach + 1, smooth));
    float[] weights = {0.5f, 300};
    Chunk chunk =
        RecordedSeries.random(seed, -40, 80, FEATURES)
            .whole(2)
            .with(SeriesParameters.weighted(weights, null));
    ScoringSpec spec =
        new ScoringSpec(
            windowing,
            new Normalizer(Method.STANDARD, scope, GLOBAL),
            new FeatureWeights(new float[] {7, 7}),
            loss,
            5);

    ScoredChunk scored = score(List.of(chunk), spec, Span.ALL).get(0);

    assertThat(IntStream.range(0, scored.windows()).map(scored::start))
        .containsExactly(boxed(windowing.owned(chunk, Span.ALL)));
    double[] sums = new double[chunk.points() * FEATURES];
    double[] replays = new double[chunk.points() * FEATURES];
    int[] covered = new int[chunk.points()];
    for (int w = 0; w < scored.windows(); w++) {
      int start = scored.start(w);
      Scaler scaler = spec.normalizer().scaler(null, chunk.values(), start, length);
      float[] window = new float[length * FEATURES];
      for (int i = 0; i < window.length; i++) {
        window[i] = scaler.scaled(i % FEATURES, chunk.values()[start * FEATURES + i]);
      }
      float[] replayed = KnownReplay.of(window);
      double total = 0;
      double[] steps = new double[length];
      double[] features = new double[FEATURES];
      for (int i = 0; i < window.length; i++) {
        double error =
            limited(
                2 * errorReach + 1,
                mean(
                    i,
                    errorReach,
                    window.length,
                    place ->
                        weights[place % FEATURES]
                            * loss.measure(meanDifference(window, replayed, place, reach))));
        total += error / window.length;
        steps[i / FEATURES] += error / FEATURES;
        features[i % FEATURES] += error / length;
        sums[start * FEATURES + i] += smooth ? 0 : error;
        replays[start * FEATURES + i] += scaler.restored(i % FEATURES, replayed[i]);
      }
      for (int i = start; i < start + length; i++) {
        covered[i]++;
        for (int f = 0; f < FEATURES && smooth; f++) {
          sums[i * FEATURES + f] += features[f];
        }
      }
      assertClose("window error", scored.windowError(w), total);
      assertClose("step errors", scored.stepErrors(w), steps);
      assertClose("feature errors", scored.featureErrors(w), features);
    }
    for (int point = 0; point < chunk.points(); point++) {
      double mean = 0;
      for (int f = 0; f < FEATURES; f++) {
        int i = point * FEATURES + f;
        mean += sums[i] / covered[point] / FEATURES;
        assertClose(
            "error of a feature", scored.pointFeatureErrors(point)[f], sums[i] / covered[point]);
        assertClose("replay", scored.replay(point, f), replays[i] / covered[point]);
      }
      assertClose("error of point " + point, scored.pointError(point), mean);
    }
  }

  private static double limited(int averaged, double error) {
    double great = averaged > 11 ? 9 : 100.0 / averaged;
    return error > great ? great + great * Math.log(error / great) : error;
  }

  private static double meanDifference(float[] window, float[] replayed, int at, int reach) {
    return mean(at, reach, window.length, place -> replayed[place] - window[place]);
  }

  /** Of a place in a window and the same feature at the points around it. */
  private static double mean(int at, int reach, int length, IntToDoubleFunction value) {
    return IntStream.rangeClosed(-reach, reach)
        .map(step -> at + step * FEATURES)
        .filter(place -> place >= 0 && place < length)
        .mapToDouble(value)
        .average()
        .orElseThrow();
  }

  private static Integer[] boxed(int[] values) {
    return Arrays.stream(values).boxed().toArray(Integer[]::new);
  }

  private static void assertClose(String what, float[] actual, double[] expected) {
    assertThat(actual).as(what).hasSize(expected.length);
    for (int i = 0; i < actual.length; i++) {
      assertClose(what, actual[i], expected[i]);
    }
  }

  /** Not a number where nothing covers, and close to the expected elsewhere. */
  private static void assertClose(String what, float actual, double expected) {
    if (Double.isNaN(expected)) {
      assertThat(actual).as(what).isNaN();
    } else {
      assertThat((double) actual)
          .as(what)
          .isCloseTo(expected, within(1e-5 * (1 + Math.abs(expected))));
    }
  }

  @Property(tries = 100)
  void chunksAreScoredAsTheWholeSeries(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int length,
      @ForAll @IntRange(min = 1, max = 9) int stride,
      @ForAll @IntRange(min = 1, max = 50) int chunkPoints,
      @ForAll @IntRange(min = 1, max = 30) int batch,
      @ForAll @IntRange(min = 0, max = 5) int reach,
      @ForAll @IntRange(min = 0, max = 5) int errorReach,
      @ForAll boolean smooth,
      @ForAll Scope scope) {
    Windowing windowing =
        new Windowing(
            length,
            Math.min(stride, length),
            false,
            new Smoothing(2 * reach + 1, 2 * errorReach + 1, smooth));
    RecordedSeries series = RecordedSeries.random(seed, -60, 120, FEATURES);
    Chunk whole = series.whole(2);
    Span span = new Span(whole.time(whole.points() / 6), whole.time(whole.points() - 5));
    ScoredChunk expected = score(List.of(whole), spec(windowing, scope, Loss.MSE, 7), span).get(0);

    List<Chunk> chunks = series.chunks(chunkPoints, DatePart.DAY, windowing.halo(), 2);
    List<ScoredChunk> scored = score(chunks, spec(windowing, scope, Loss.MSE, batch), span);

    assertThat(scored).extracting(ScoredChunk::chunk).as("order").isEqualTo(chunks);
    List<Float> windowErrors = new ArrayList<>();
    List<float[]> embeddings = new ArrayList<>();
    for (ScoredChunk part : scored) {
      int offset = (int) (part.chunk().cell(part.chunk().before()) - whole.cell(0));
      for (int point = 0; point < part.chunk().count(); point++) {
        assertThat(part.pointError(point))
            .isEqualTo(Float.valueOf(expected.pointError(offset + point)));
        assertThat(part.pointFeatureErrors(point))
            .isEqualTo(expected.pointFeatureErrors(offset + point));
        assertThat(part.replays(point, 1)).isEqualTo(expected.replays(offset + point, 1));
      }
      for (int w = part.firstOwned(); w < part.windows(); w++) {
        windowErrors.add(part.windowError(w));
        embeddings.add(part.embedding(w));
      }
    }
    List<Float> expectedErrors = new ArrayList<>();
    List<float[]> expectedEmbeddings = new ArrayList<>();
    for (int w = 0; w < expected.windows(); w++) {
      expectedErrors.add(expected.windowError(w));
      expectedEmbeddings.add(expected.embedding(w));
    }
    assertThat(embeddings.toArray(float[][]::new))
        .as("embeddings")
        .isDeepEqualTo(expectedEmbeddings.toArray(float[][]::new));
    assertThat(windowErrors).as("owned windows, each once").isEqualTo(expectedErrors);
  }

  @Property(tries = 100)
  void sequencesComeBackInOrderWhateverTheBatch(
      @ForAll @IntRange(min = 1, max = 40) int sequences,
      @ForAll @IntRange(min = 1, max = 50) int batch,
      @ForAll long seed) {
    List<Chunk> chunks = new ArrayList<>();
    for (int i = 0; i < sequences; i++) {
      chunks.add(sequence("beat" + i, 1 + Math.floorMod(seed + 7L * i, 14), i));
    }
    Windowing windowing = new Windowing(10, 4, true);

    List<ScoredChunk> scored =
        score(chunks, spec(windowing, Scope.SEQUENCE, Loss.MAE, batch), Span.ALL);

    assertThat(scored).extracting(each -> each.chunk().series()).isEqualTo(names(chunks));
    for (int i = 0; i < sequences; i++) {
      ScoredChunk alone =
          score(List.of(chunks.get(i)), spec(windowing, Scope.SEQUENCE, Loss.MAE, 1), Span.ALL)
              .get(0);
      assertThat(scored.get(i).windows()).isEqualTo(alone.windows()).isPositive();
      for (int w = 0; w < alone.windows(); w++) {
        assertThat(scored.get(i).windowError(w)).isEqualTo(alone.windowError(w)).isNotNaN();
        assertThat(scored.get(i).embedding(w)).isEqualTo(alone.embedding(w)).hasSize(2);
        assertThat(scored.get(i).stepErrors(w)).hasSize(Math.min(10, chunks.get(i).count()));
      }
    }
  }

  @Example
  void whereNobodyAsksForCodesThereAreNone() {
    ScoringSpec spec = spec(new Windowing(4, 2, true), Scope.GLOBAL, Loss.MSE, 8);

    ScoredChunk scored =
        score(
                List.of(sequence("beat", 4, 1)),
                spec,
                Span.ALL,
                batch -> Replayed.of(KnownReplay.of(batch)))
            .get(0);

    assertThat(scored.windows()).isEqualTo(1);
    assertThat(scored.embedding(0)).isNull();
  }

  private static List<String> names(List<Chunk> chunks) {
    return chunks.stream().map(Chunk::series).toList();
  }

  @Example
  void nothingGivesNothing() {
    ScoringSpec spec = spec(new Windowing(4, 2, true), Scope.GLOBAL, Loss.MSE, 8);

    assertThat(score(List.of(), spec, Span.ALL)).isEmpty();
    assertThatThrownBy(
            () ->
                new Scorer(
                        Collections.<Scorer.Part>emptyIterator(), spec, 4, KnownReplay::withCodes)
                    .next())
        .isInstanceOf(NoSuchElementException.class);
  }

  @Example
  void aChunkWithoutWindowsComesBackWithoutErrors() {
    ScoringSpec spec = spec(new Windowing(4, 2, false), Scope.GLOBAL, Loss.MSE, 8);
    Chunk shortSeries =
        new Chunk("pump", 0, 10, 0, 3, 0, FEATURES, new float[6], new byte[] {1, 1, 1}, null);

    ScoredChunk scored = score(List.of(shortSeries), spec, Span.ALL).get(0);

    assertThat(scored.windows()).isZero();
    assertThat(scored.firstOwned()).isZero();
    assertThat(scored.pointError(1)).isNaN();
    assertThat(scored.pointFeatureErrors(1)).containsOnly(Float.NaN);
    assertThat(scored.replay(1, 0)).isNaN();
  }

  @Example
  void holdsNoMoreChunksThanABatchTouches() {
    ScoringSpec spec = spec(new Windowing(4, 2, true), Scope.GLOBAL, Loss.MSE, 8);
    int[] taken = {0};
    Iterator<Scorer.Part> parts =
        IntStream.range(0, 1000)
            .mapToObj(
                i -> {
                  taken[0]++;
                  // The first has a window that waits for a full batch, the others have none.
                  Span span = i == 0 ? Span.ALL : Span.NONE;
                  return new Scorer.Part(sequence("beat" + i, 4, i), span);
                })
            .iterator();
    Scorer scorer = new Scorer(parts, spec, 4, KnownReplay::withCodes);

    assertThat(scorer.next().chunk().series()).isEqualTo("beat0");
    assertThat(taken[0]).as("chunks taken before the first is handed on").isLessThan(12);
    assertThat(scorer).toIterable().hasSize(999);
  }
}
