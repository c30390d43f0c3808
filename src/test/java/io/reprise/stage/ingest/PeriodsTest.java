package io.reprise.stage.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.config.CleanConfig;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.Workbench;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Only series with another period than most are named, and each keeps its own. */
@ExtendWith(SparkExtension.class)
class PeriodsTest {

  private static final StructType SCHEMA =
      new StructType()
          .add(PointRows.SERIES, DataTypes.StringType, false)
          .add(PointRows.FEATURE, DataTypes.IntegerType, false)
          .add(PointRows.TIME, DataTypes.LongType, false);

  private SparkSession spark;
  private CleanConfig clean;
  private final List<Row> rows = new ArrayList<>();

  @BeforeEach
  void clean(SparkSession session, @TempDir Path directory) {
    spark = session;
    clean = new Workbench(session, directory).configuration().clean();
  }

  private void add(String series, long period, int points) {
    for (int i = 0; i < points; i++) {
      rows.add(RowFactory.create(series, -1, i * period));
    }
  }

  private Periods periods() {
    Dataset<Row> accepted = spark.createDataFrame(rows, SCHEMA).repartition(3);
    return Periods.of(clean, accepted);
  }

  @Test
  void mostHaveOneInCommon() {
    add("a", 10, 5);
    add("b \"2\"", 10, 5);
    add("slow", 600, 3);
    add("of one point", 1, 1);

    Periods periods = periods();

    assertThat(periods.common()).isEqualTo(10);
    assertThat(periods.others()).isEqualTo(Map.of("slow", 600L));
    assertThat(periods.periodOf("of one point")).as("the median of the others").isEqualTo(10);
  }

  @Test
  void theMedianNeedNotBeTheCommonOne() {
    add("a", 1, 5);
    add("b", 1, 5);
    add("c", 5, 5);
    add("d", 7, 5);
    add("e", 9, 5);
    add("of one point", 1, 1);

    Periods periods = periods();

    assertThat(periods.common()).isEqualTo(1);
    assertThat(periods.others()).isEqualTo(Map.of("c", 5L, "d", 7L, "e", 9L, "of one point", 5L));
  }

  @Test
  void withoutTwoTimesASecondPasses() {
    add("of one point", 1, 1);
    assertThat(periods()).isEqualTo(new Periods(1_000_000, Map.of()));
    rows.clear();
    assertThat(periods()).isEqualTo(new Periods(1_000_000, Map.of()));
  }

  /** As it was done with all of them in a map. */
  @Test
  void everySeriesHasThePeriodThatASortedMapWouldGiveIt() {
    Random random = new Random(11);
    TreeMap<String, Long> reference = new TreeMap<>();
    for (int s = 0; s < 200; s++) {
      long period = 1L + random.nextInt(12);
      int points = 1 + random.nextInt(4);
      add("s" + s, period, points);
      reference.put("s" + s, points > 1 ? period : 0);
    }
    long[] known =
        reference.values().stream().mapToLong(Long::longValue).filter(p -> p > 0).toArray();
    Arrays.sort(known);
    reference.replaceAll((series, period) -> period > 0 ? period : known[known.length / 2]);
    rows.sort(Comparator.comparingInt(row -> row.hashCode()));

    Periods periods = periods();

    reference.forEach(
        (series, period) -> assertThat(periods.periodOf(series)).as(series).isEqualTo(period));
    assertThat(periods.others()).doesNotContainValue(periods.common());
  }
}
