package io.reprise.stage.generate;

import io.reprise.config.Configuration;
import io.reprise.core.synthetic.SensorGenerator;
import io.reprise.core.synthetic.SensorPlan;
import io.reprise.stage.StageContext;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.common.Progress;
import io.reprise.stage.table.Archives;
import java.sql.Timestamp;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Generates an archive at {@code archive.path}. Each series or sequence depends on nothing but the
 * seed.
 */
public final class GenerateStage {

  private static final StructType SENSORS =
      new StructType()
          .add("series", DataTypes.StringType)
          .add("time", DataTypes.TimestampType)
          .add("vibration", DataTypes.DoubleType)
          .add("temperature", DataTypes.DoubleType)
          .add("pressure", DataTypes.DoubleType)
          .add("label", DataTypes.IntegerType);

  private final SparkSession spark;
  private final Configuration configuration;
  private final Progress progress;

  public GenerateStage(StageContext context) {
    this.spark = context.spark();
    this.configuration = context.configuration();
    this.progress = context.progress();
  }

  /** Writes to a path that must be new. */
  public void run() {
    requireNew();
    write(configuration.archive().requiredPath());
  }

  public void requireNew() {
    String path = configuration.archive().requiredPath();
    if (Archives.exists(path, spark.sparkContext().hadoopConfiguration())) {
      throw new InputRefusedException(
          "archive.path = %s exists already; generate writes only to a path that is new.", path);
    }
  }

  /** Writes the archive of an audit that generates its own, over that of an earlier run. */
  public void runBeforeAudit() {
    write(configuration.archive().requiredPath());
  }

  private void write(String path) {
    if (configuration.archive().format().own()) {
      throw new InputRefusedException(
          "archive.format = %s is only read; generate writes parquet, csv, json, orc or avro.",
          configuration.archive().format().name());
    }
    Dataset<Row> rows =
        switch (configuration.generate().kind()) {
          case SENSORS -> sensors(configuration.generate().sensors());
          case SIGNALS -> new SignalRows(configuration.generate().signals()).generate(spark);
        };
    Archives.write(rows, configuration.archive().format().name(), path);
    progress.say("generate %s written to %s", configuration.generate().kind().text(), path);
  }

  private Dataset<Row> sensors(SensorPlan plan) {
    requireRoom(plan);
    return spark.createDataFrame(
        indices(spark, plan.series())
            .flatMap(
                index ->
                    new SensorGenerator(plan)
                        .rows(index)
                        .map(
                            row ->
                                RowFactory.create(
                                    row.series(),
                                    row.time() == null ? null : Timestamp.from(row.time()),
                                    row.vibration(),
                                    row.temperature(),
                                    row.pressure(),
                                    row.label()))
                        .iterator()),
        SENSORS);
  }

  private static void requireRoom(SensorPlan plan) {
    try {
      new SensorGenerator(plan);
    } catch (IllegalArgumentException e) {
      throw new InputRefusedException("generate.sensors: %s.", e.getMessage());
    }
  }

  static JavaRDD<Integer> indices(SparkSession spark, int count) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int partitions = Math.min(count, context.defaultParallelism());
    return context.parallelize(IntStream.range(0, count).boxed().toList(), partitions);
  }
}
