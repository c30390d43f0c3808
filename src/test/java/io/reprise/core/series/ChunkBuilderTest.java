package io.reprise.core.series;

import static io.reprise.core.series.ChunkBuilder.Outcome.DUPLICATE;
import static io.reprise.core.series.ChunkBuilder.Outcome.KEPT;
import static io.reprise.core.series.ChunkBuilder.Outcome.SURROUNDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChunkBuilderTest {

  /** Cells of ten microseconds, eight a chunk. */
  private static final Grid GRID = new Grid(10, 8);

  private final ChunkBuilder builder = new ChunkBuilder("pump", GRID, 0, 2, 1, 1, true);

  private void add(long time, float value) {
    builder.add(time, new float[] {value}, 0);
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
  void saysWhatBecameOfAPoint() {
    float[] value = {1};

    assertThat(builder.add(-1000, value, 0)).as("far before").isEqualTo(SURROUNDING);
    assertThat(builder.add(-20, value, 0)).as("in the halo").isEqualTo(SURROUNDING);
    assertThat(builder.add(-20, value, 0)).as("again in the halo").isEqualTo(SURROUNDING);
    assertThat(builder.add(0, value, 0)).as("own").isEqualTo(KEPT);
    assertThat(builder.add(0, value, 0)).as("own, again").isEqualTo(DUPLICATE);
    assertThat(builder.add(1, value, 0)).as("same cell, another time").isEqualTo(KEPT);
    assertThat(builder.add(74, value, 0)).as("last own cell").isEqualTo(KEPT);
    assertThat(builder.add(75, value, 0)).as("nearest to the next chunk").isEqualTo(SURROUNDING);
    assertThat(builder.add(1000, value, 0)).as("far behind").isEqualTo(SURROUNDING);
  }

  @Test
  void pointsBeyondEveryIntegerAreSurroundings() {
    Grid microseconds = new Grid(1, 8);
    ChunkBuilder epoch = new ChunkBuilder("pump", microseconds, 0, 2, 1, 1, false);

    assertThat(epoch.add(Long.MIN_VALUE / 2, new float[] {1}, 0)).isEqualTo(SURROUNDING);
    assertThat(epoch.add(3, new float[] {1}, 0)).isEqualTo(KEPT);
    assertThat(epoch.add(Long.MAX_VALUE / 2, new float[] {1}, 0)).isEqualTo(SURROUNDING);
  }

  @Test
  void aCellHoldsTheMeanAndTheHighestLabel() {
    builder.add(18, new float[] {1}, 0);
    builder.add(20, new float[] {2}, 1);
    builder.add(20, new float[] {100}, 0);
    builder.add(23, new float[] {6}, 0);

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
    Grid small = new Grid(10, 1);
    ChunkBuilder filled = new ChunkBuilder("pump", small, 1, 1, 1, 1, true);
    filled.add(0, new float[] {1}, 1);
    filled.add(20, new float[] {2}, 0);

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
    ChunkBuilder early = new ChunkBuilder("pump", GRID, -1, 2, 1, 1, false);

    assertThat(early.add(-86, new float[] {0}, 0)).as("cell −9").isEqualTo(SURROUNDING);
    assertThat(early.add(-85, new float[] {1}, 0)).as("cell −8").isEqualTo(KEPT);
    assertThat(early.add(-6, new float[] {2}, 0)).as("cell −1").isEqualTo(KEPT);
    assertThat(early.add(-5, new float[] {3}, 0)).as("cell 0").isEqualTo(SURROUNDING);
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
