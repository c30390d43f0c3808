package io.reprise.stage.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.max;

import io.reprise.core.report.Event;
import io.reprise.core.report.ReplayPlot;
import io.reprise.core.score.ScoredChunk;
import io.reprise.core.series.Chunk;
import io.reprise.stage.replay.BroadcastModel;
import io.reprise.stage.table.ChunkRow;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Replays the worst events and their surroundings once more, to plot them. Only the chunks that
 * hold them are read, and only the points to be drawn come back.
 */
record ReplayPlots(BroadcastModel model, List<String> features, int context)
    implements Serializable {

  /** Points of an event and its surroundings that are replayed; what lies beyond is cut off. */
  private static final int MOST_REPLAYED = 20_000;

  private record Wanted(
      int event,
      String series,
      boolean timed,
      long from,
      long to,
      long period,
      boolean cut,
      int[] features,
      int mostPoints)
      implements Serializable {

    boolean intersects(Chunk chunk) {
      return chunk.series().equals(series)
          && (!timed || (chunk.time(chunk.before()) <= to && chunk.time(chunk.end() - 1) >= from));
    }

    Column condition() {
      Column sameSeries = col("series").equalTo(series);
      return timed
          ? sameSeries
              .and(expr("unix_micros(start) <= %dL".formatted(to)))
              .and(expr("unix_micros(start) + count * period > %dL".formatted(from)))
          : sameSeries;
    }

    /** How many points the plot has. A sequence is drawn whole. */
    int points(int ofSequence) {
      return timed ? (int) ((to - from) / period) + 1 : ofSequence;
    }

    int place(Chunk chunk, int index) {
      return timed ? (int) ((chunk.time(index) - from) / period) : index - chunk.before();
    }
  }

  List<ReplayPlot> draw(Dataset<ChunkRow> chunks, List<Event> worst) {
    Map<String, Long> periods = periods(chunks, worst);
    int drawn = Math.min(features.size(), ReplayPlot.MOST_FEATURES);
    int mostPoints = ReplayPlot.mostPoints(worst.size(), drawn);
    List<Wanted> wanted = new ArrayList<>();
    for (int e = 0; e < worst.size(); e++) {
      Event event = worst.get(e);
      wanted.add(wanted(e, event, periods.get(event.series()), drawn, mostPoints));
    }
    Column any = wanted.stream().map(Wanted::condition).reduce(Column::or).orElseThrow();
    List<Slice> slices =
        model
            .join(chunks.filter(any).javaRDD().map(ChunkRow::chunk))
            .mapPartitions(some -> slices(some, wanted))
            .collect();
    List<ReplayPlot> plots = new ArrayList<>();
    for (Wanted each : wanted) {
      slices.stream()
          .filter(slice -> slice.event == each.event())
          .reduce(Slice::merge)
          .ifPresent(slice -> plots.add(plot(slice, each, worst.get(each.event()))));
    }
    return plots;
  }

  private static Map<String, Long> periods(Dataset<ChunkRow> chunks, List<Event> events) {
    Map<String, Long> periods = new HashMap<>();
    Object[] series = events.stream().map(Event::series).distinct().toArray();
    for (Row row :
        chunks
            .filter(col("series").isin(series))
            .groupBy("series")
            .agg(max("period"))
            .collectAsList()) {
      periods.put(row.getString(0), row.getLong(1));
    }
    return periods;
  }

  private Wanted wanted(int index, Event event, long period, int drawn, int mostPoints) {
    long around = (long) context * period;
    long from = event.start() - around;
    long farthest = from + (MOST_REPLAYED - 1) * Math.max(period, 1);
    return new Wanted(
        index,
        event.series(),
        event.timed(),
        from,
        Math.min(event.end() + around, farthest),
        period,
        event.end() > farthest,
        drawn(event, drawn),
        mostPoints);
  }

  /** The features that drive the event first, then the others in the archive's order. */
  private int[] drawn(Event event, int count) {
    Set<String> order = new LinkedHashSet<>(event.features());
    order.addAll(features);
    return order.stream().limit(count).mapToInt(features::indexOf).toArray();
  }

  /** One slice for each event, however many of its chunks the task has. */
  private Iterator<Slice> slices(Iterator<Chunk> some, List<Wanted> wanted) {
    List<Chunk> chunks = new ArrayList<>();
    some.forEachRemaining(chunks::add);
    Map<Integer, Slice> slices = new TreeMap<>();
    model
        .over(chunks.iterator())
        .forEachRemaining(
            scored -> {
              for (Wanted each : wanted) {
                if (each.intersects(scored.chunk())) {
                  Slice slice = Slice.of(scored, each, features.size());
                  slices.merge(each.event(), slice, Slice::merge);
                }
              }
            });
    return slices.values().iterator();
  }

  /**
   * The points of one event's picture that a task has. Where there are more than the picture takes,
   * the one with the greatest error stands for its neighbours.
   */
  private static final class Slice implements Serializable {

    private final int event;
    private final int features;
    private final int step;
    private final int[] places;
    private final float[] worst;
    private final float[] record;
    private final float[] replay;
    private final float[] errors;

    private Slice(int event, int features, int points, int mostPoints) {
      this.event = event;
      this.features = features;
      this.step = (points + mostPoints - 1) / mostPoints;
      int kept = (points + step - 1) / step;
      this.places = new int[kept];
      this.worst = new float[kept];
      this.record = new float[kept * features];
      this.replay = new float[kept * features];
      this.errors = new float[kept * features];
      for (int i = 0; i < kept; i++) {
        places[i] = i * step;
      }
      Arrays.fill(worst, Float.NEGATIVE_INFINITY);
      Arrays.fill(record, Float.NaN);
      Arrays.fill(replay, Float.NaN);
      Arrays.fill(errors, Float.NaN);
    }

    static Slice of(ScoredChunk scored, Wanted wanted, int allFeatures) {
      Chunk chunk = scored.chunk();
      int points = wanted.points(chunk.count());
      Slice slice =
          new Slice(wanted.event(), wanted.features().length, points, wanted.mostPoints());
      for (int p = 0; p < chunk.count(); p++) {
        int index = chunk.before() + p;
        if (!wanted.timed()
            || (chunk.time(index) >= wanted.from() && chunk.time(index) <= wanted.to())) {
          slice.add(scored, p, wanted.place(chunk, index), wanted.features(), allFeatures);
        }
      }
      return slice;
    }

    private void add(ScoredChunk scored, int point, int place, int[] drawn, int allFeatures) {
      float[] pointErrors = scored.pointFeatureErrors(point);
      float greatest = -1;
      for (int feature : drawn) {
        greatest =
            Math.max(greatest, Float.isNaN(pointErrors[feature]) ? -1 : pointErrors[feature]);
      }
      int at = place / step;
      if (greatest <= worst[at]) {
        return;
      }
      places[at] = place;
      worst[at] = greatest;
      Chunk chunk = scored.chunk();
      int index = chunk.before() + point;
      for (int f = 0; f < features; f++) {
        record[at * features + f] =
            chunk.present(index) ? chunk.values()[index * allFeatures + drawn[f]] : Float.NaN;
        replay[at * features + f] = scored.replay(point, drawn[f]);
        errors[at * features + f] = pointErrors[drawn[f]];
      }
    }

    /** Of two sequences of one name the first is drawn. */
    Slice merge(Slice other) {
      if (other.places.length != places.length) {
        return this;
      }
      for (int i = 0; i < places.length; i++) {
        if (other.worst[i] > worst[i]) {
          places[i] = other.places[i];
          worst[i] = other.worst[i];
          System.arraycopy(other.record, i * features, record, i * features, features);
          System.arraycopy(other.replay, i * features, replay, i * features, features);
          System.arraycopy(other.errors, i * features, errors, i * features, features);
        }
      }
      return this;
    }
  }

  private ReplayPlot plot(Slice slice, Wanted wanted, Event event) {
    int last = slice.places.length - 1;
    long[] millis = null;
    int from = (int) Math.min(last, event.start() / slice.step);
    int to = (int) Math.min(last, event.end() / slice.step);
    if (wanted.timed()) {
      millis = new long[slice.places.length];
      for (int i = 0; i < millis.length; i++) {
        millis[i] = (wanted.from() + slice.places[i] * wanted.period()) / 1000;
      }
      from = (int) ((event.start() - wanted.from()) / wanted.period()) / slice.step;
      to = (int) Math.min(last, (event.end() - wanted.from()) / wanted.period() / slice.step);
    }
    return new ReplayPlot(
        wanted.event(),
        event.series(),
        Arrays.stream(wanted.features()).mapToObj(features::get).toList(),
        millis,
        from,
        to,
        slice.step,
        wanted.cut(),
        slice.record,
        slice.replay,
        slice.errors);
  }
}
