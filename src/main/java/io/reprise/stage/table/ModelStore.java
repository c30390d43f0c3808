package io.reprise.stage.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Json;
import io.reprise.core.network.Bundle;
import io.reprise.core.network.BundleCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/** Model bundles under {@code models/<id>/}. */
public record ModelStore(Store store) {

  public void write(String id, Bundle bundle, String configuration) {
    Path directory = store.directory(ResultKind.MODEL, id);
    BundleCodec.encode(bundle)
        .forEach((name, content) -> store.writeFile(new Path(directory, name), content));
    ObjectNode manifest = Json.object().put("series", bundle.trainedOn());
    store.describe(ResultKind.MODEL, id, manifest, configuration);
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
