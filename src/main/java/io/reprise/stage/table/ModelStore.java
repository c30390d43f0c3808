package io.reprise.stage.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Fields;
import io.reprise.core.json.Json;
import io.reprise.core.network.Bundle;
import io.reprise.core.network.BundleCodec;
import io.reprise.core.network.Epoch;
import io.reprise.core.series.SeriesParameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/** Model bundles under {@code models/<id>/}. */
public record ModelStore(Store store) {

  private static final String SERIES = "series";
  private static final String LOSS = "loss";
  private static final String UNEXPLAINED = "unexplained";

  /** Writes a model, and what it knows of each series as a table beside it. */
  public void write(
      SparkSession spark,
      String id,
      Bundle bundle,
      JavaPairRDD<String, SeriesParameters> known,
      String configuration) {
    Path directory = store.directory(ResultKind.MODEL, id);
    store.writeTable(
        spark
            .createDataset(
                known.map(entry -> KnownRow.of(entry._1(), entry._2())).rdd(), KnownRow.ENCODER)
            .orderBy(SERIES),
        table(id));
    // Before the other files are there, for it lists them all.
    TableFiles.seal(spark, store, ResultKind.MODEL, id);
    byte[] tableFiles = store.readFile(new Path(directory, BundleCodec.TABLE_FILES));
    BundleCodec.encode(bundle, tableFiles)
        .forEach(
            (name, content) -> {
              if (!name.equals(BundleCodec.TABLE_FILES)) {
                store.writeFile(new Path(directory, name), content);
              }
            });
    store.describe(
        ResultKind.MODEL, id, new Summary(bundle.trainedOn(), loss(bundle)).json(), configuration);
  }

  /** The validation loss of the epoch whose weights were kept. */
  private static OptionalDouble loss(Bundle bundle) {
    return bundle.training().history().stream()
        .filter(epoch -> epoch.epoch() == bundle.training().bestEpoch())
        .mapToDouble(Epoch::validationLoss)
        .findFirst();
  }

  /** Adds what of the variance of its validation part a model leaves unexplained. */
  public void judged(String id, double unexplained) {
    Summary summary = summary(id);
    store.describeAnew(
        ResultKind.MODEL,
        id,
        new Summary(summary.trainedOn(), summary.loss(), OptionalDouble.of(unexplained)).json());
  }

  /** What is known of a model without its parameters. */
  public Summary summary(String id) {
    return Summary.of(store.manifest(ResultKind.MODEL, id));
  }

  /** The series that a model was trained on, and how well it replays its validation part. */
  public record Summary(String trainedOn, OptionalDouble loss, OptionalDouble unexplained) {

    private Summary(String trainedOn, OptionalDouble loss) {
      this(trainedOn, loss, OptionalDouble.empty());
    }

    private ObjectNode json() {
      ObjectNode node = Json.object().put(SERIES, trainedOn);
      loss.ifPresent(number -> node.put(LOSS, number));
      unexplained.ifPresent(number -> node.put(UNEXPLAINED, number));
      return node;
    }

    private static Summary of(Fields node) {
      return new Summary(node.text(SERIES), number(node, LOSS), number(node, UNEXPLAINED));
    }

    /** Earlier versions wrote the series alone. */
    private static OptionalDouble number(Fields node, String field) {
      return node.has(field) ? OptionalDouble.of(node.number(field)) : OptionalDouble.empty();
    }
  }

  /** All models that are there whole, by name. */
  public List<String> all() {
    return store.childrenIfAny(store.directory(ResultKind.MODEL)).stream()
        .filter(id -> store.describes(ResultKind.MODEL, id))
        .sorted()
        .toList();
  }

  public Bundle read(String id) {
    return BundleCodec.decode(files(id));
  }

  /** What a model knows of each series. */
  public JavaPairRDD<String, SeriesParameters> known(SparkSession spark, String id) {
    if (!hasTable(id)) {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      return context.parallelizePairs(
          BundleCodec.bySeries(files(id)).entrySet().stream()
              .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue()))
              .toList());
    }
    TableFiles.require(spark, store, ResultKind.MODEL, Map.of(id, Set.of(table(id))));
    return spark
        .read()
        .schema(KnownRow.ENCODER.schema())
        .parquet(table(id).toString())
        .as(KnownRow.ENCODER)
        .javaRDD()
        .mapToPair(KnownRow::entry);
  }

  /** Models of before version 4 have none. */
  private boolean hasTable(String id) {
    return store.exists(new Path(store.directory(ResultKind.MODEL, id), BundleCodec.TABLE_FILES));
  }

  private Path table(String id) {
    return new Path(store.directory(ResultKind.MODEL, id), SERIES);
  }

  private Map<String, byte[]> files(String id) {
    Path directory = store.directory(ResultKind.MODEL, id);
    List<String> names = new ArrayList<>(BundleCodec.FILES);
    if (hasTable(id)) {
      names.add(BundleCodec.TABLE_FILES);
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    names.forEach(name -> files.put(name, store.readFile(new Path(directory, name))));
    return files;
  }
}
