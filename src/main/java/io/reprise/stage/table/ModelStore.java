package io.reprise.stage.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Fields;
import io.reprise.core.json.Json;
import io.reprise.core.network.Bundle;
import io.reprise.core.network.BundleCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.hadoop.fs.Path;

/** Model bundles under {@code models/<id>/}. */
public record ModelStore(Store store) {

  private static final String SERIES = "series";
  private static final String UNEXPLAINED = "unexplained";

  public void write(String id, Bundle bundle, String configuration) {
    Path directory = store.directory(ResultKind.MODEL, id);
    BundleCodec.encode(bundle)
        .forEach((name, content) -> store.writeFile(new Path(directory, name), content));
    ObjectNode manifest = Json.object().put(SERIES, bundle.trainedOn());
    store.describe(ResultKind.MODEL, id, manifest, configuration);
  }

  /** Adds what of the variance of its validation part a model leaves unexplained. */
  public void judged(String id, double unexplained) {
    ObjectNode manifest = Json.object().put(SERIES, trainedOn(id)).put(UNEXPLAINED, unexplained);
    store.describeAnew(ResultKind.MODEL, id, manifest);
  }

  /** The series that a model was trained on. */
  public String trainedOn(String id) {
    return store.manifest(ResultKind.MODEL, id).text(SERIES);
  }

  /** R² of a model's validation part, unless an earlier version trained it. */
  public OptionalDouble determination(String id) {
    Fields manifest = store.manifest(ResultKind.MODEL, id);
    return manifest.has(UNEXPLAINED)
        ? OptionalDouble.of(1 - manifest.number(UNEXPLAINED))
        : OptionalDouble.empty();
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
