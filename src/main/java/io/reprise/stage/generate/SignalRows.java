package io.reprise.stage.generate;

import io.reprise.core.iterate.Iterators;
import io.reprise.core.synthetic.SignalAnomaly;
import io.reprise.core.synthetic.SignalGenerator;
import io.reprise.core.synthetic.SignalPlan;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Signals as rows of a sequence archive. What is known about a signal is in columns of its own. */
record SignalRows(SignalPlan plan) implements Serializable {

  Dataset<Row> generate(SparkSession spark) {
    return spark.createDataFrame(
        GenerateStage.indices(spark, plan.sequences()).mapPartitions(this::rows), schema());
  }

  private StructType schema() {
    DataType values = DataTypes.createArrayType(DataTypes.FloatType);
    StructType schema = new StructType().add("series", DataTypes.StringType);
    for (int f = 0; f < plan.features(); f++) {
      schema = schema.add(feature("value", f), values);
    }
    for (int f = 0; f < plan.features() && plan.noise() > 0; f++) {
      schema = schema.add(feature("clean", f), values);
    }
    return schema
        .add(
            "label",
            bySteps() ? DataTypes.createArrayType(DataTypes.IntegerType) : DataTypes.IntegerType)
        .add("feature", DataTypes.StringType);
  }

  private boolean bySteps() {
    return plan.anomaly() == SignalAnomaly.STEP;
  }

  private String feature(String name, int feature) {
    return plan.features() == 1 ? name : name + (feature + 1);
  }

  private Iterator<Row> rows(Iterator<Integer> indices) {
    SignalGenerator generator = new SignalGenerator(plan);
    return Iterators.stream(indices).map(index -> row(generator, index)).iterator();
  }

  private Row row(SignalGenerator generator, int index) {
    List<Object> row = new ArrayList<>();
    row.add(generator.id(index));
    addFeatures(generator.sequence(index), row);
    if (plan.noise() > 0) {
      addFeatures(generator.clean(index), row);
    }
    row.add(bySteps() ? generator.labels(index) : generator.label(index));
    row.add(
        generator.anomalousFeature(index).map(feature -> feature("value", feature)).orElse(null));
    return RowFactory.create(row.toArray());
  }

  private void addFeatures(float[] flat, List<Object> row) {
    int features = plan.features();
    for (int f = 0; f < features; f++) {
      float[] values = new float[flat.length / features];
      for (int step = 0; step < values.length; step++) {
        values[step] = flat[step * features + f];
      }
      row.add(values);
    }
  }
}
