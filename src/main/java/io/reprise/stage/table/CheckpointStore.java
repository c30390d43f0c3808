package io.reprise.stage.table;

import io.reprise.core.json.Json;
import io.reprise.core.training.Checkpoint;
import io.reprise.core.training.CheckpointCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/**
 * Checkpoints under {@code checkpoints/}, each in a directory of its own; {@code latest.json} there
 * names the newest complete one. Only one training at a time may use them, for what it writes
 * replaces what others wrote.
 */
public record CheckpointStore(Store store) {

  private static final String LATEST = "latest.json";
  private static final String ENTRY = "checkpoint";

  /** Writes a checkpoint, makes it the newest, and deletes those before it. */
  public void write(String name, Checkpoint checkpoint) {
    CheckpointCodec.encode(checkpoint)
        .forEach((file, content) -> store.writeFile(new Path(directory(name), file), content));
    latest().replace(Json.bytes(Json.object().put(ENTRY, name)));
    store.deleteAllBut(store.checkpoints(), Set.of(name, LATEST));
  }

  /** The name of the newest complete checkpoint. */
  public Optional<String> newest() {
    return latest().read().map(latest -> latest.text(ENTRY));
  }

  public Checkpoint read(String name) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String file : CheckpointCodec.FILES) {
      files.put(file, store.readFile(new Path(directory(name), file)));
    }
    return CheckpointCodec.decode(files);
  }

  /** Deletes every checkpoint, unless another training has written a newer one. */
  public void clear(String name) {
    if (newest().filter(name::equals).isPresent()) {
      store.deleteAllBut(store.checkpoints(), Set.of(name));
      store.deleteAllBut(store.checkpoints(), Set.of());
    }
  }

  public Path directory(String name) {
    return new Path(store.checkpoints(), name);
  }

  private PointerFile latest() {
    return store.pointer(new Path(store.checkpoints(), LATEST));
  }
}
