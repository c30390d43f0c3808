package io.reprise.core.cut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.core.series.Chunk;
import io.reprise.core.series.DatePart;
import io.reprise.core.series.Grid;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ChunkBuilderTest {

  /** Cells of ten microseconds, eight a chunk. */
  private static final Grid GRID = new Grid(10, 8, DatePart.DAY);

  private final ChunkBuilder builder = builder(GRID, 0, 2, 1, true);

  private static ChunkBuilder builder(
      Grid grid, long cell, int halo, int maxGap, boolean labelled) {
    GridRules rules =
        new GridRules(halo, maxGap, Filling.LINEAR, Aggregation.MEAN, Duplicates.FIRST);
    return new ChunkBuilder("pump", grid, grid.bucket(cell), rules, 1, labelled);
  }

  private void add(long time, float value) {
    add(time, value, 0);
  }

  private void add(long time, float value, int label) {
    builder.add(time, 0, new float[] {value}, 0, label);
  }

  @Test
  void nothingMakesNoChunk() {
    assertThat(builder.build()).isEmpty();
  }

  @Test
  void surroundingsAloneMakeNoChunk() {
    add(-10, 1);
    add(80, 1);

    assertThat(builder.build()).isEmpty();
  }

  @Test
  void onePointMakesAChunkOfOne() {
    add(50, 3);

    Chunk chunk = builder.build().orElseThrow();

    assertThat(chunk.start()).isEqualTo(50);
    assertThat(chunk.count()).isEqualTo(1);
    assertThat(chunk.values()).containsExactly(0, 0, 3, 0, 0);
    assertThat(chunk.validity()).containsExactly(0, 0, 1, 0, 0);
  }

  @Test
  void countsItsOwnRowsAndNamesTheRejected() {
    add(-1000, 1);
    add(-20, 1);
    add(-20, 1);
    add(0, 1);
    builder.add(0, 77, new float[] {1}, 0, 0);
    add(1, 1);
    add(74, 1);
    add(75, 1);
    add(1000, 1);

    assertThat(builder.build()).isPresent();
    assertThat(builder.kept()).as("0, 1 and 74").isEqualTo(3);
    assertThat(builder.rejected()).containsExactly(77);
  }

  @Test
  void pointsBeyondEveryIntegerAreSurroundings() {
    ChunkBuilder epoch = builder(new Grid(1, 8, DatePart.DAY), 0, 2, 1, false);

    epoch.add(Long.MIN_VALUE / 2, 0, new float[] {1}, 0, 0);
    epoch.add(3, 0, new float[] {1}, 0, 0);
    epoch.add(Long.MAX_VALUE / 2, 0, new float[] {1}, 0, 0);

    assertThat(epoch.build().orElseThrow().count()).isEqualTo(1);
    assertThat(epoch.kept()).isEqualTo(1);
  }

  @Test
  void theFirstTheLastOrTheMeanOfDuplicatesCounts() {
    assertThat(ofDuplicates(Duplicates.FIRST)).isEqualTo("1.0 kept 2 rejected [1, 2]");
    assertThat(ofDuplicates(Duplicates.LAST)).isEqualTo("6.0 kept 2 rejected [0, 1]");
    assertThat(ofDuplicates(Duplicates.MEAN)).isEqualTo("3.0 kept 4 rejected []");
  }

  private static String ofDuplicates(Duplicates duplicates) {
    GridRules rules = new GridRules(2, 1, Filling.LINEAR, Aggregation.MEAN, duplicates);
    ChunkBuilder builder = new ChunkBuilder("pump", GRID, GRID.bucket(0), rules, 1, false);
    builder.add(20, 0, new float[] {1}, 0, 0);
    builder.add(20, 1, new float[] {2}, 0, 0);
    builder.add(20, 2, new float[] {6}, 0, 0);
    builder.add(30, 3, new float[] {9}, 0, 0);
    Chunk chunk = builder.build().orElseThrow();
    return "%s kept %d rejected %s"
        .formatted(
            chunk.values()[chunk.before()], builder.kept(), Arrays.toString(builder.rejected()));
  }

  @Test
  void aCellIsAggregatedAsAsked() {
    assertThat(ofCell(Aggregation.MEAN)).isEqualTo(3);
    assertThat(ofCell(Aggregation.LAST)).isEqualTo(2);
    assertThat(ofCell(Aggregation.MIN)).isEqualTo(1);
    assertThat(ofCell(Aggregation.MAX)).isEqualTo(6);
  }

  private static float ofCell(Aggregation aggregation) {
    GridRules rules = new GridRules(2, 1, Filling.LINEAR, aggregation, Duplicates.FIRST);
    ChunkBuilder builder = new ChunkBuilder("pump", GRID, GRID.bucket(0), rules, 1, false);
    builder.add(19, 0, new float[] {1}, 0, 0);
    builder.add(20, 1, new float[] {6}, 0, 0);
    builder.add(21, 2, new float[] {2}, 0, 0);
    Chunk chunk = builder.build().orElseThrow();
    return chunk.values()[chunk.before()];
  }

  @Test
  void gapsAreFilledByTheValueBeforeWhereAskedTo() {
    GridRules rules = new GridRules(2, 2, Filling.PREVIOUS, Aggregation.MEAN, Duplicates.FIRST);
    ChunkBuilder builder = new ChunkBuilder("pump", GRID, GRID.bucket(0), rules, 1, false);
    builder.add(0, 0, new float[] {1}, 0, 0);
    builder.add(30, 1, new float[] {4}, 0, 0);

    assertThat(builder.build().orElseThrow().values()).containsExactly(0, 0, 1, 1, 1, 4, 0, 0);
  }

  @Test
  void featuresThatComeOneByOneMeetOnTheGrid() {
    GridRules rules = new GridRules(0, 1, Filling.LINEAR, Aggregation.MEAN, Duplicates.FIRST);
    ChunkBuilder builder = new ChunkBuilder("pump", GRID, GRID.bucket(0), rules, 2, false);
    builder.begin(0);
    builder.add(0, 0, new float[] {1}, 0, 0);
    builder.add(10, 1, new float[] {2}, 0, 0);
    builder.add(20, 2, new float[] {3}, 0, 0);
    builder.begin(1);
    builder.add(1, 3, new float[] {10}, 0, 0);
    builder.add(19, 4, new float[] {30}, 0, 0);
    builder.add(50, 5, new float[] {70}, 0, 0);

    Chunk chunk = builder.build().orElseThrow();

    assertThat(chunk.values()).containsExactly(1, 10, 2, 20, 3, 30, 0, 0, 0, 0, 0, 70);
    assertThat(chunk.validity())
        .as("measured, filled in part, measured, missing, and missing one feature")
        .containsExactly(1, 2, 1, 0, 0, 0);
    assertThat(builder.kept()).isEqualTo(6);
  }

  @Test
  void aPointMayLackAFeature() {
    GridRules rules = new GridRules(0, 1, Filling.LINEAR, Aggregation.MEAN, Duplicates.FIRST);
    ChunkBuilder builder = new ChunkBuilder("pump", GRID, GRID.bucket(0), rules, 2, false);
    builder.add(0, 0, new float[] {1, 5}, 0, 0);
    builder.add(10, 1, new float[] {Float.NaN, 6}, 0, 0);
    builder.add(20, 2, new float[] {3, 7}, 0, 0);

    Chunk chunk = builder.build().orElseThrow();

    assertThat(chunk.values()).containsExactly(1, 5, 2, 6, 3, 7);
    assertThat(chunk.validity()).containsExactly(1, 2, 1);
  }

  @Test
  void aCellHoldsTheMeanAndTheHighestLabel() {
    add(18, 1, 0);
    add(20, 2, 1);
    add(20, 100, 0);
    add(23, 6, 0);

    Chunk chunk = builder.build().orElseThrow();

    assertThat(chunk.count()).isEqualTo(1);
    assertThat(chunk.values()[chunk.before()]).as("without the duplicate").isEqualTo(3);
    assertThat(chunk.label(chunk.before(), chunk.end())).isEqualTo(1);
  }

  @Test
  void fillsShortGapsOnly() {
    add(0, 1);
    add(20, 3);
    add(50, 9);

    Chunk chunk = builder.build().orElseThrow();

    assertThat(chunk.validity()).containsExactly(0, 0, 1, 2, 1, 0, 0, 1, 0, 0);
    assertThat(chunk.values()[chunk.before() + 1]).isEqualTo(2);
  }

  @Test
  void fillsFromTheNeighbour() {
    add(-20, 1);
    add(0, 5);
    add(70, 5);
    add(90, 7);

    Chunk chunk = builder.build().orElseThrow();

    assertThat(chunk.count()).isEqualTo(8);
    assertThat(chunk.validity()).containsExactly(1, 2, 1, 0, 0, 0, 0, 0, 0, 1, 2, 1);
    assertThat(chunk.values()[1]).isEqualTo(3);
    assertThat(chunk.values()[10]).isEqualTo(6);
  }

  @Test
  void aBucketOfFilledPointsAloneIsAChunk() {
    ChunkBuilder filled = builder(new Grid(10, 1, DatePart.DAY), 1, 1, 1, true);
    filled.add(0, 0, new float[] {1}, 0, 1);
    filled.add(20, 1, new float[] {2}, 0, 0);

    Chunk chunk = filled.build().orElseThrow();

    assertThat(chunk.validity()).containsExactly(1, 2, 1);
    assertThat(chunk.values()).containsExactly(1, 1.5f, 2);
    assertThat(chunk.labels())
        .as("a filled point is labelled as the one before")
        .containsExactly(1, 1, 0);
  }

  @Test
  void fillsAcrossTheWholeRangeOfFloats() {
    add(0, -Float.MAX_VALUE);
    add(20, Float.MAX_VALUE);

    assertThat(builder.build().orElseThrow().values()[3]).isZero();
  }

  @Test
  void takesTimesBefore1970() {
    ChunkBuilder early = builder(GRID, -1, 2, 1, false);
    early.add(-86, 0, new float[] {0}, 0, 0);
    early.add(-85, 1, new float[] {1}, 0, 0);
    early.add(-6, 2, new float[] {2}, 0, 0);
    early.add(-5, 3, new float[] {3}, 0, 0);

    assertThat(early.kept()).as("cells −8 to −1").isEqualTo(2);
    Chunk chunk = early.build().orElseThrow();

    assertThat(chunk.start()).isEqualTo(-80);
    assertThat(chunk.cell(chunk.before())).isEqualTo(-8);
    assertThat(chunk.count()).isEqualTo(8);
    assertThat(chunk.labels()).isNull();
  }

  @Test
  void refusesPointsOutOfOrder() {
    add(20, 1);

    assertThatThrownBy(() -> add(10, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Points of pump come out of order");
  }
}
