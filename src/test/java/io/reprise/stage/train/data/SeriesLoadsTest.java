package io.reprise.stage.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SeriesLoadsTest {

  private static SeriesLoads loads(long... windows) {
    Map<String, SeriesLoads.Load> bySeries = new TreeMap<>();
    for (int s = 0; s < windows.length; s++) {
      bySeries.put("s" + s, new SeriesLoads.Load(windows[s], 3));
    }
    return new SeriesLoads(bySeries);
  }

  @Test
  void theLargestSeriesGoFirstAndEachToTheTaskWithTheFewestWindows() {
    SeriesLoads loads = loads(10, 9, 8, 7, 0, 5);
    assertThat(loads.tooSmall()).containsExactly("s4");
    assertThat(loads.training()).isEqualTo(39);
    assertThat(loads.tasks(9).values()).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    assertThat(loads.tasks(2))
        .as("10, then 9 and 8 to the other, and so on")
        .containsEntry("s0", 0)
        .containsEntry("s1", 1)
        .containsEntry("s2", 1)
        .containsEntry("s3", 0)
        .containsEntry("s5", 0);
  }
}
