package io.reprise.stage.train.data;

import io.reprise.core.series.Chunk;
import io.reprise.core.series.SplitPart;
import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/** How many windows each series has to train and to validate on. */
public record SeriesLoads(Map<String, Load> bySeries) {

  public record Load(long training, long validation) implements Serializable {

    Load plus(Load other) {
      return new Load(training + other.training, validation + other.validation);
    }

    boolean suffices() {
      return training > 0 && validation > 0;
    }
  }

  public static SeriesLoads of(JavaRDD<Chunk> chunks, WindowSelection selection) {
    return new SeriesLoads(
        new TreeMap<>(
            chunks
                .mapToPair(
                    chunk ->
                        new Tuple2<>(
                            chunk.series(),
                            new Load(
                                selection.owned(SplitPart.TRAIN, chunk).length,
                                selection.owned(SplitPart.VALIDATION, chunk).length)))
                .reduceByKey(Load::plus)
                .collectAsMap()));
  }

  /** Series with too little for a model of their own. */
  public List<String> tooSmall() {
    return bySeries.entrySet().stream()
        .filter(entry -> !entry.getValue().suffices())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** All training windows of the series that have enough. */
  public long training() {
    return bySeries.values().stream().filter(Load::suffices).mapToLong(Load::training).sum();
  }

  /**
   * The task of each series that has enough windows. The largest series come first, and the first
   * {@code most} of them get a task each. Every other one goes to the task with the fewest windows.
   */
  public Map<String, Integer> tasks(int most) {
    record Task(int index, long windows) {}
    PriorityQueue<Task> tasks =
        new PriorityQueue<>(Comparator.comparingLong(Task::windows).thenComparing(Task::index));
    Map<String, Integer> taskOf = new HashMap<>();
    List<String> largestFirst =
        bySeries.keySet().stream()
            .filter(series -> bySeries.get(series).suffices())
            .sorted(
                Comparator.<String>comparingLong(series -> -bySeries.get(series).training())
                    .thenComparing(series -> series))
            .toList();
    for (String series : largestFirst) {
      Task task = taskOf.size() < most ? new Task(taskOf.size(), 0) : tasks.remove();
      taskOf.put(series, task.index());
      tasks.add(new Task(task.index(), task.windows() + bySeries.get(series).training()));
    }
    return taskOf;
  }
}
