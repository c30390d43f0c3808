package io.reprise.stage.table;

import io.reprise.core.json.Json;
import io.reprise.core.training.Checkpoint;
import io.reprise.core.training.CheckpointCodec;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * Checkpoints under {@code checkpoints/}, each in a directory of its own, called after its
 * training's run, its epoch and its rounds; {@code latest.json} there names the newest complete
 * one. Several trainings may use them at once, for each removes only those that it has written or
 * gone on from.
 */
public record CheckpointStore(Store store) {

  private static final String LATEST = "latest.json";
  private static final String ENTRY = "checkpoint";

  /** Is written last. */
  private static final String COMPLETE = "complete.json";

  public static String name(String run, int epoch, int rounds) {
    return "%s-%05d-%05d".formatted(run, epoch, rounds);
  }

  /** Writes a checkpoint, and makes it the newest. */
  public void write(String name, Checkpoint checkpoint) {
    // A training of this name may have been killed while it wrote.
    store.files().delete(directory(name));
    CheckpointCodec.encode(checkpoint)
        .forEach((file, content) -> store.writeFile(new Path(directory(name), file), content));
    byte[] pointer = Json.bytes(Json.object().put(ENTRY, name));
    store.writeFile(new Path(directory(name), COMPLETE), pointer);
    latest().replace(pointer);
  }

  /** The name of the newest complete checkpoint, whichever training wrote it. */
  public Optional<String> newest() {
    return latest().read().map(latest -> latest.text(ENTRY));
  }

  /** That of a run, or else of any. */
  public Optional<String> newest(String run) {
    Pattern own = Pattern.compile(Pattern.quote(run) + "-\\d{5,}-\\d{5,}");
    return store.childrenIfAny(store.checkpoints()).stream()
        .filter(own.asMatchPredicate())
        .sorted(Comparator.reverseOrder())
        .filter(name -> store.exists(new Path(directory(name), COMPLETE)))
        .findFirst()
        .or(this::newest);
  }

  public Checkpoint read(String name) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String file : CheckpointCodec.FILES) {
      files.put(file, store.readFile(new Path(directory(name), file)));
    }
    return CheckpointCodec.decode(files);
  }

  /** Deletes a checkpoint. */
  public void delete(String name) {
    if (newest().filter(name::equals).isPresent()) {
      store.files().delete(new Path(store.checkpoints(), LATEST));
    }
    store.files().delete(directory(name));
  }

  public Path directory(String name) {
    return new Path(store.checkpoints(), name);
  }

  private PointerFile latest() {
    return store.pointer(new Path(store.checkpoints(), LATEST));
  }
}
