package io.reprise.stage.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.max;

import io.reprise.core.report.Comparison;
import io.reprise.core.report.Event;
import io.reprise.core.score.ScoredChunk;
import io.reprise.core.series.Chunk;
import io.reprise.stage.score.ChunkScoring;
import io.reprise.stage.table.ChunkRow;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Replays the surroundings of the worst events once more, this time to be looked at: only the
 * chunks that hold them are read, and only the points to be drawn come back.
 */
record Comparisons(ChunkScoring scoring, int features, int context) implements Serializable {

  private static final int MOST_POINTS = 1000;

  private record Wanted(int event, String series, boolean timed, long from, long to)
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
  }

  /** A run of points of one event's picture. */
  private record Slice(
      int event, long time, long period, float[] record, float[] replay, float[] errors)
      implements Serializable {}

  List<Comparison> of(Dataset<ChunkRow> chunks, List<Event> worst) {
    Map<String, Long> periods = periods(chunks, worst);
    List<Wanted> wanted = new ArrayList<>();
    for (int e = 0; e < worst.size(); e++) {
      wanted.add(wanted(e, worst.get(e), periods.get(worst.get(e).series())));
    }
    Column any = wanted.stream().map(Wanted::condition).reduce(Column::or).orElseThrow();
    List<Slice> slices =
        chunks.filter(any).javaRDD().mapPartitions(rows -> slices(rows, wanted)).collect();
    List<Comparison> comparisons = new ArrayList<>();
    for (Wanted each : wanted) {
      List<Slice> own = slices.stream().filter(slice -> slice.event() == each.event()).toList();
      if (!own.isEmpty()) {
        comparisons.add(joined(each, worst.get(each.event()), own));
      }
    }
    return comparisons;
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

  private Wanted wanted(int index, Event event, long period) {
    long around = (long) context * period;
    long from = event.start() - around;
    long to = Math.min(event.end() + around, from + (MOST_POINTS - 1) * Math.max(period, 1));
    return new Wanted(index, event.series(), event.timed(), from, to);
  }

  private Iterator<Slice> slices(Iterator<ChunkRow> rows, List<Wanted> wanted) {
    Iterable<ChunkRow> once = () -> rows;
    List<Chunk> chunks = new ArrayList<>();
    once.forEach(row -> chunks.add(row.chunk()));
    List<Slice> slices = new ArrayList<>();
    scoring
        .over(chunks.iterator())
        .forEachRemaining(
            scored -> {
              for (Wanted each : wanted) {
                if (each.intersects(scored.chunk())) {
                  slices.add(slice(scored, each));
                }
              }
            });
    return slices.iterator();
  }

  private Slice slice(ScoredChunk scored, Wanted wanted) {
    Chunk chunk = scored.chunk();
    int first = 0;
    int last = chunk.count() - 1;
    while (wanted.timed() && chunk.time(chunk.before() + first) < wanted.from()) {
      first++;
    }
    while (wanted.timed() && chunk.time(chunk.before() + last) > wanted.to()) {
      last--;
    }
    int points = Math.max(0, last - first + 1);
    float[] record = new float[points * features];
    float[] replay = new float[points * features];
    float[] errors = new float[points * features];
    for (int p = 0; p < points; p++) {
      int index = chunk.before() + first + p;
      float[] pointErrors = scored.pointFeatureErrors(first + p);
      for (int f = 0; f < features; f++) {
        record[p * features + f] =
            chunk.present(index) ? chunk.values()[index * features + f] : Float.NaN;
        replay[p * features + f] = scored.replay(first + p, f);
        errors[p * features + f] = pointErrors[f];
      }
    }
    return new Slice(
        wanted.event(), chunk.time(chunk.before() + first), chunk.period(), record, replay, errors);
  }

  private Comparison joined(Wanted wanted, Event event, List<Slice> slices) {
    if (!wanted.timed()) {
      Slice only = slices.get(0);
      int last = only.record().length / features - 1;
      return new Comparison(
          wanted.event(),
          event.series(),
          null,
          0,
          last,
          only.record(),
          only.replay(),
          only.errors());
    }
    long period = slices.get(0).period();
    long from = slices.stream().mapToLong(Slice::time).min().orElseThrow();
    long to =
        slices.stream()
            .mapToLong(s -> s.time() + (s.record().length / features - 1) * s.period())
            .max()
            .orElseThrow();
    int points = (int) ((to - from) / period) + 1;
    float[][] arrays = new float[3][points * features];
    for (float[] array : arrays) {
      Arrays.fill(array, Float.NaN);
    }
    for (Slice slice : slices) {
      int at = (int) ((slice.time() - from) / period) * features;
      System.arraycopy(slice.record(), 0, arrays[0], at, slice.record().length);
      System.arraycopy(slice.replay(), 0, arrays[1], at, slice.replay().length);
      System.arraycopy(slice.errors(), 0, arrays[2], at, slice.errors().length);
    }
    long[] millis = new long[points];
    for (int p = 0; p < points; p++) {
      millis[p] = (from + p * period) / 1000;
    }
    return new Comparison(
        wanted.event(),
        event.series(),
        millis,
        (int) ((event.start() - from) / period),
        Math.min(points - 1, (int) ((event.end() - from) / period)),
        arrays[0],
        arrays[1],
        arrays[2]);
  }
}
