package io.reprise.bench.score;

import io.reprise.core.series.Chunk;
import io.reprise.core.series.DatePart;
import io.reprise.core.series.Microseconds;
import io.reprise.core.series.RowAccount;
import io.reprise.stage.table.ChunkRow;
import io.reprise.stage.table.SeriesManifest;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.table.Store;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.SparkSession;

/**
 * Noisy waves of one feature, a point a minute, as ingest would have cut them: a chunk a day, with
 * a halo on both sides but where a series begins and ends.
 */
record Archive(int series, int days) implements Serializable {

  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
  private static final int POINTS_OF_A_DAY = 24 * 60;
  private static final long PERIOD_MICROS = 60 * Microseconds.PER_SECOND;

  /** Publishes nothing; whoever wants the table opens it by its name. */
  void write(SparkSession spark, Store store, String id, int halo) {
    NavigableMap<LocalDate, String> dates = new TreeMap<>();
    FIRST.datesUntil(FIRST.plusDays(days)).forEach(date -> dates.put(date, id));
    SeriesTable.write(
        store,
        id,
        spark
            .range(0, (long) series * days, 1, days)
            .map(
                (MapFunction<Long, ChunkRow>)
                    number -> row((int) (number % series), (int) (number / series), halo),
                ChunkRow.ENCODER),
        DatePart.DAY,
        days == 1 ? Optional.of(FIRST) : Optional.empty());
    long points = (long) series * days * POINTS_OF_A_DAY;
    SeriesManifest manifest =
        new SeriesManifest(
            List.of("wave"),
            false,
            false,
            halo,
            DatePart.DAY,
            dates,
            new RowAccount(points, points, 0, Map.of(), 0, Map.of(), series, points, 0),
            id);
    SeriesTable.describe(spark, store, id, manifest, "");
  }

  private ChunkRow row(int number, int day, int halo) {
    int points = POINTS_OF_A_DAY + 2 * halo;
    float[] values = new float[points];
    byte[] validity = new byte[points];
    for (int i = 0; i < points; i++) {
      int minute = day * POINTS_OF_A_DAY + i - halo;
      if (minute >= 0 && minute < days * POINTS_OF_A_DAY) {
        values[i] = value(number, minute);
        validity[i] = Chunk.MEASURED;
      }
    }
    long start = Microseconds.of(FIRST.plusDays(day));
    return ChunkRow.of(
        new Chunk(
            "series-%04d".formatted(number),
            start,
            PERIOD_MICROS,
            halo,
            POINTS_OF_A_DAY,
            halo,
            1,
            values,
            validity,
            null),
        POINTS_OF_A_DAY,
        0);
  }

  private static float value(int number, int minute) {
    double noise = new SplittableRandom(31L * minute + number).nextDouble() - 0.5;
    return (float) (Math.sin(0.11 * minute + number) + 0.3 * noise);
  }
}
