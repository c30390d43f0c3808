package io.reprise.stage.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Fields;
import io.reprise.core.json.Json;
import io.reprise.core.network.Bundle;
import io.reprise.core.network.BundleCodec;
import io.reprise.core.network.Epoch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.hadoop.fs.Path;

/** Model bundles under {@code models/<id>/}. */
public record ModelStore(Store store) {

  private static final String SERIES = "series";
  private static final String LOSS = "loss";
  private static final String UNEXPLAINED = "unexplained";

  public void write(String id, Bundle bundle, String configuration) {
    Path directory = store.directory(ResultKind.MODEL, id);
    BundleCodec.encode(bundle)
        .forEach((name, content) -> store.writeFile(new Path(directory, name), content));
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
    Path directory = store.directory(ResultKind.MODEL, id);
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name : BundleCodec.FILES) {
      files.put(name, store.readFile(new Path(directory, name)));
    }
    return BundleCodec.decode(files);
  }
}
