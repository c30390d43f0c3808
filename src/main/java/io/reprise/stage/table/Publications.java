package io.reprise.stage.table;

import io.reprise.core.json.MalformedException;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.hadoop.fs.Path;

/**
 * The order in which runs publish. Each publication is a file of its own, {@code
 * publications/<number>.json}, that only one run can create; a run that comes second builds on what
 * the first has published. {@code latest.json} repeats the newest of them for other readers.
 */
record Publications(Store store, Path root) {

  private static final String DIRECTORY = "publications";
  private static final String LATEST = "latest.json";

  /** So many can be made while a run is about to publish the next one. */
  private static final int NEWEST = 100;

  Path latest() {
    return new Path(root, LATEST);
  }

  Path directory() {
    return new Path(root, DIRECTORY);
  }

  /** The newest publication. Versions before 0.2 wrote {@code latest.json} alone. */
  Published now() {
    Published newest = repeated().or(this::listed).orElse(Published.NOTHING);
    Optional<Published> next = after(newest);
    while (next.isPresent()) {
      newest = next.get();
      next = after(newest);
    }
    return newest;
  }

  /** Whoever repeats may be killed before, and some storage shows a file before it is whole. */
  private Optional<Published> repeated() {
    try {
      return read(latest());
    } catch (MalformedException e) {
      return Optional.of(listed().orElseThrow(() -> e));
    }
  }

  private Optional<Published> listed() {
    return store.childrenIfAny(directory()).stream()
        .filter(name -> name.matches("[0-9]{12}[.]json"))
        .max(Comparator.naturalOrder())
        .flatMap(name -> read(new Path(directory(), name)));
  }

  /** Publishes a change of what is published, whatever others publish meanwhile. */
  Published publish(UnaryOperator<Published> change) {
    while (true) {
      Published before = now();
      Published after = change.apply(before).numbered(before.number() + 1);
      if (store.pointer(path(after.number())).create(after.bytes())) {
        repeat(after);
        return after;
      }
    }
  }

  /** Whoever was slow must not leave an older state than the newest. */
  private void repeat(Published published) {
    Optional<Published> newest = Optional.of(published);
    while (newest.isPresent()) {
      Published known = newest.get();
      store.pointer(latest()).replace(known.bytes());
      newest = after(known);
    }
  }

  private Optional<Published> after(Published published) {
    return read(path(published.number() + 1));
  }

  private Optional<Published> read(Path path) {
    return store.pointer(path).read().map(Published::of);
  }

  static boolean isNew(String name, Published newest) {
    return name.compareTo(name(newest.number() - NEWEST)) > 0;
  }

  private static String name(long number) {
    return "%012d.json".formatted(Math.max(0, number));
  }

  private Path path(long number) {
    return new Path(directory(), name(number));
  }
}
