package io.reprise.stage.report;

import static io.reprise.stage.table.ScoreColumns.END;
import static io.reprise.stage.table.ScoreColumns.ERROR;
import static io.reprise.stage.table.ScoreColumns.LABEL;
import static io.reprise.stage.table.ScoreColumns.PERIOD;
import static io.reprise.stage.table.ScoreColumns.SERIES;
import static io.reprise.stage.table.ScoreColumns.START;
import static io.reprise.stage.table.ScoreColumns.TIME;
import static io.reprise.stage.table.ScoreColumns.micros;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.reprise.core.report.Detection;
import io.reprise.core.report.EventOverlap;
import io.reprise.core.report.VolumeUnderSurface;
import io.reprise.core.series.Microseconds;
import io.reprise.stage.table.EventRow;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Compares events with labelled stretches. A task holds those of one series at a time. For the
 * volume under the surface, the points of series with labelled stretches are sorted and streamed
 * through bounded memory.
 */
record EventEvaluation(Dataset<Row> points, int window) {

  private record Volumes(double sum, long count) implements Serializable {}

  Detection evaluate(Dataset<EventRow> events, Dataset<EventRow> labelled) {
    EventOverlap.Counts counts = counts(events, labelled);
    Volumes volumes = volumes();
    return new Detection(
        counts.labelled(),
        counts.found(),
        counts.events(),
        counts.falseEvents(),
        days(),
        volumes.count() == 0 ? Optional.empty() : Optional.of(volumes.sum() / volumes.count()),
        volumes.count());
  }

  private static EventOverlap.Counts counts(Dataset<EventRow> events, Dataset<EventRow> labelled) {
    return stretches(events, false)
        .union(stretches(labelled, true))
        .repartition(col(SERIES))
        .sortWithinPartitions(SERIES)
        .toJavaRDD()
        .mapPartitions(rows -> List.of(counts(rows)).iterator())
        .collect()
        .stream()
        .reduce(EventOverlap.Counts.NONE, EventOverlap.Counts::plus);
  }

  private static Dataset<Row> stretches(Dataset<EventRow> events, boolean labelled) {
    return events.select(col(SERIES), micros(START), micros(END), lit(labelled));
  }

  private static EventOverlap.Counts counts(Iterator<Row> rows) {
    EventOverlap.Counts counts = EventOverlap.Counts.NONE;
    String series = null;
    EventOverlap overlap = new EventOverlap();
    while (rows.hasNext()) {
      Row row = rows.next();
      if (!row.getString(0).equals(series)) {
        counts = counts.plus(overlap.counts());
        overlap = new EventOverlap();
        series = row.getString(0);
      }
      if (row.getBoolean(3)) {
        overlap.addLabelled(row.getLong(1), row.getLong(2));
      } else {
        overlap.addEvent(row.getLong(1), row.getLong(2));
      }
    }
    return counts.plus(overlap.counts());
  }

  private double days() {
    Row extent = points.agg(min(micros(TIME)), max(micros(TIME)), max(PERIOD)).first();
    return (extent.getLong(1) - extent.getLong(0) + extent.getLong(2))
        / (double) Microseconds.PER_DAY;
  }

  private Volumes volumes() {
    int widest = window;
    Dataset<Row> labelled = points.filter(col(LABEL).equalTo(1)).select(SERIES).distinct();
    return points
        .filter(col(LABEL).geq(0))
        .join(labelled, points.col(SERIES).equalTo(labelled.col(SERIES)), "left_semi")
        .select(
            col(SERIES),
            expr("unix_micros(%s) div %s".formatted(TIME, PERIOD)).as("cell"),
            col(ERROR),
            col(LABEL).equalTo(1))
        .repartition(col(SERIES))
        .sortWithinPartitions(SERIES, "cell")
        .toJavaRDD()
        .mapPartitions(rows -> List.of(volumes(rows, widest)).iterator())
        .collect()
        .stream()
        .reduce(new Volumes(0, 0), EventEvaluation::sum);
  }

  private static Volumes volumes(Iterator<Row> rows, int window) {
    Volumes volumes = new Volumes(0, 0);
    String series = null;
    VolumeUnderSurface volume = new VolumeUnderSurface(window);
    while (rows.hasNext()) {
      Row row = rows.next();
      if (!row.getString(0).equals(series)) {
        volumes = sum(volumes, of(volume));
        volume = new VolumeUnderSurface(window);
        series = row.getString(0);
      }
      volume.add(row.getLong(1), row.getFloat(2), row.getBoolean(3));
    }
    return sum(volumes, of(volume));
  }

  private static Volumes of(VolumeUnderSurface volume) {
    double value = volume.precisionRecall();
    return Double.isNaN(value) ? new Volumes(0, 0) : new Volumes(value, 1);
  }

  private static Volumes sum(Volumes left, Volumes right) {
    return new Volumes(left.sum() + right.sum(), left.count() + right.count());
  }
}
