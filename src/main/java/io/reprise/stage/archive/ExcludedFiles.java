package io.reprise.stage.archive;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configurable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathFilter;

/**
 * Leaves files out of what Spark lists, and so out of schema inference and the read. The path, its
 * globs and its partition directories keep their meaning. It is serializable, because Spark lists
 * many directories in tasks.
 */
public final class ExcludedFiles implements PathFilter, Configurable, Serializable {

  private static final String FILTER = "mapreduce.input.pathFilter.class";
  private static final String FILES = "io.reprise.left-out";

  private transient Configuration configuration;
  private Set<String> files = Set.of();

  /** Options of a reader that is to leave the files out. */
  static Map<String, String> options(List<UnreadableFile> files) {
    return files.isEmpty()
        ? Map.of()
        : Map.of(
            FILTER,
            ExcludedFiles.class.getName(),
            FILES,
            files.stream()
                .map(file -> file.location().toString())
                .collect(Collectors.joining("\n")));
  }

  @Override
  public boolean accept(Path path) {
    return !files.contains(path.toString());
  }

  @Override
  public void setConf(Configuration configuration) {
    this.configuration = configuration;
    String value = configuration == null ? null : configuration.getRaw(FILES);
    this.files = value == null ? Set.of() : Set.of(value.split("\n"));
  }

  @Override
  public Configuration getConf() {
    return configuration;
  }
}
