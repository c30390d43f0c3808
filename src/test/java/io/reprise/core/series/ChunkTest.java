package io.reprise.core.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChunkTest {

  private static Chunk chunk(int before, int count, int after, int values, int labels) {
    int points = Math.max(0, before + count + after);
    return new Chunk(
        "pump",
        -30,
        10,
        before,
        count,
        after,
        2,
        new float[values],
        new byte[points],
        labels < 0 ? null : new byte[labels]);
  }

  @Test
  void countsTimesAndCellsFromItsOwnFirstPoint() {
    Chunk chunk = chunk(2, 3, 1, 12, 6);

    assertThat(chunk.points()).isEqualTo(6);
    assertThat(chunk.end()).isEqualTo(5);
    assertThat(chunk.time(0)).isEqualTo(-50);
    assertThat(chunk.time(2)).isEqualTo(-30);
    assertThat(chunk.cell(0)).isEqualTo(-5);
    assertThat(chunk.cell(5)).isZero();
  }

  @Test
  void aSequenceWithoutTimeCountsSteps() {
    Chunk sequence = Chunk.sequence("beat", 0, 0, 2, new float[6], new byte[] {1, 1, 1});

    assertThat(sequence.timed()).isFalse();
    assertThat(sequence.count()).isEqualTo(3);
    assertThat(sequence.time(2)).isEqualTo(2);
    assertThat(sequence.cell(2)).isEqualTo(2);
    assertThat(sequence.validity()).containsOnly(Chunk.MEASURED);
    assertThat(sequence.label(0, 3)).isEqualTo(1);
  }

  @Test
  void labelsAreTheHighestOrMinusOne() {
    Chunk unlabelled = Chunk.sequence("beat", 0, 0, 1, new float[3], null);
    Chunk labelled = chunk(1, 2, 1, 8, 4);
    labelled.labels()[2] = 1;

    assertThat(unlabelled.label(0, 3)).isEqualTo(-1);
    assertThat(labelled.label(0, 2)).isZero();
    assertThat(labelled.label(0, 3)).isEqualTo(1);
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> chunk(0, 0, 0, 0, -1)).hasMessageContaining("no points");
    assertThatThrownBy(() -> chunk(-1, 2, 0, 2, -1)).hasMessageContaining("before -1");
    assertThatThrownBy(() -> chunk(0, 2, -1, 2, -1)).hasMessageContaining("after -1");
    assertThatThrownBy(() -> chunk(1, 1, 1, 5, -1)).hasMessageContaining("3 points of 2 features");
    assertThatThrownBy(() -> chunk(1, 1, 1, 6, 2)).hasMessageContaining("3 points of 2 features");
    assertThatThrownBy(() -> Chunk.sequence("beat", 0, 0, 1, new float[0], new byte[0]))
        .hasMessageContaining("beat has no points");
    assertThatThrownBy(() -> Chunk.sequence("beat", 0, 0, 2, new float[3], new byte[1]))
        .hasMessageContaining("do not match");
  }
}
