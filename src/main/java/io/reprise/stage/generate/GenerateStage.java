package io.reprise.stage.generate;

import io.reprise.config.Configuration;
import io.reprise.core.synthetic.SensorGenerator;
import io.reprise.core.synthetic.SensorPlan;
import io.reprise.core.synthetic.SignalGenerator;
import io.reprise.core.synthetic.SignalPlan;
import io.reprise.stage.InputRefusedException;
import io.reprise.stage.Progress;
import io.reprise.stage.StageContext;
import io.reprise.stage.table.Archives;
import java.sql.Timestamp;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Generates an archive at {@code archive.path}; a series or sequence depends on nothing but its
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

  private static final StructType SIGNALS =
      new StructType()
          .add("series", DataTypes.StringType)
          .add("values", DataTypes.createArrayType(DataTypes.FloatType))
          .add("label", DataTypes.IntegerType);

  private final SparkSession spark;
  private final Configuration configuration;
  private final Progress progress;

  public GenerateStage(StageContext context) {
    this.spark = context.spark();
    this.configuration = context.configuration();
    this.progress = context.progress();
  }

  public void run() {
    String path = configuration.archive().requiredPath();
    if (configuration.archive().format().own()) {
      throw new InputRefusedException(
          "archive.format = %s is only read; generate writes parquet, csv, json, orc or avro.",
          configuration.archive().format().name());
    }
    if (Archives.exists(path, spark.sparkContext().hadoopConfiguration())) {
      throw new InputRefusedException(
          "archive.path = %s exists already; generate writes only to a path that is new.", path);
    }
    Dataset<Row> rows =
        switch (configuration.generate().kind()) {
          case SENSORS -> sensors(configuration.generate().sensors());
          case SIGNALS -> signals(configuration.generate().signals());
        };
    Archives.write(rows, configuration.archive().format().name(), path);
    progress.say("generate %s written to %s", configuration.generate().kind().text(), path);
  }

  private Dataset<Row> sensors(SensorPlan plan) {
    requireRoom(plan);
    return spark.createDataFrame(
        indices(plan.series())
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

  private Dataset<Row> signals(SignalPlan plan) {
    return spark.createDataFrame(
        indices(plan.sequences()).mapPartitions(indices -> signals(plan, indices)), SIGNALS);
  }

  private static Iterator<Row> signals(SignalPlan plan, Iterator<Integer> indices) {
    SignalGenerator generator = new SignalGenerator(plan);
    Iterable<Integer> once = () -> indices;
    return StreamSupport.stream(once.spliterator(), false)
        .map(
            index ->
                RowFactory.create(
                    generator.id(index), generator.sequence(index), generator.label(index)))
        .iterator();
  }

  private JavaRDD<Integer> indices(int count) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int partitions = Math.min(count, context.defaultParallelism());
    return context.parallelize(IntStream.range(0, count).boxed().toList(), partitions);
  }
}
