package io.reprise.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.core.normalize.Scaler;
import org.junit.jupiter.api.Test;

class BatchTest {

  private static final Scaler SCALER = new Scaler(new float[] {1, 10}, new float[] {2, 5});
  private static final float[] SOURCE = {99, 99, 3, 20, 5, 15, 1, 5, 99, 99};

  @Test
  void laysScaledWindowsSideBySide() {
    Batch batch = new Batch(2, 3, 2);

    assertThat(batch.append(SOURCE, 1, 3, SCALER)).isZero();
    assertThat(batch.append(SOURCE, 2, 1, SCALER)).isEqualTo(6);

    assertThat(batch.values()).containsExactly(1, 2, 2, 1, 0, -1, 2, 1, 0, 0, 0, 0);
    assertThat(batch.size()).isEqualTo(2);
    assertThat(batch.length(0)).isEqualTo(3);
    assertThat(batch.length(1)).isEqualTo(1);
    assertThat(batch.isFull()).isTrue();
    assertThat(batch.array().shape()).containsExactly(2, 3, 2);
    assertThat(batch.array().getFloat(1, 0, 1)).isEqualTo(1);
    assertThat(batch.mask().toFloatMatrix()).isDeepEqualTo(new float[][] {{1, 1, 1}, {1, 0, 0}});
  }

  @Test
  void aFullLengthBatchNeedsNoMask() {
    Batch batch = new Batch(5, 2, 2);
    batch.append(SOURCE, 1, 2, SCALER);

    assertThat(batch.mask()).isNull();
    assertThat(batch.isFull()).isFalse();
    assertThat(batch.array().shape()).as("what is not used is left out").containsExactly(1, 2, 2);
  }

  @Test
  void turnsEachWindowRoundWithinItsLength() {
    Batch batch = new Batch(2, 3, 2);
    batch.append(SOURCE, 1, 3, SCALER);
    batch.append(SOURCE, 1, 2, SCALER);
    float[] before = batch.values().clone();
    assertThat(before).containsExactly(1, 2, 2, 1, 0, -1, 1, 2, 2, 1, 0, 0);

    float[] turned = batch.reversed();

    assertThat(turned).containsExactly(0, -1, 2, 1, 1, 2, 2, 1, 1, 2, 0, 0);
    assertThat(batch.values()).as("the batch itself stays").isEqualTo(before);
    batch.reverse(turned);
    assertThat(turned).as("twice is not at all").isEqualTo(before);
  }

  @Test
  void clearForgetsEverything() {
    Batch batch = new Batch(1, 3, 2);
    batch.append(SOURCE, 1, 3, SCALER);
    batch.clear();
    batch.append(SOURCE, 1, 1, SCALER);

    assertThat(batch.size()).isEqualTo(1);
    assertThat(batch.values()).as("no trace under the padding").containsExactly(1, 2, 0, 0, 0, 0);
  }

  @Test
  void refusesWindowsThatDoNotFit() {
    Batch batch = new Batch(1, 3, 2);

    assertThatThrownBy(() -> batch.append(SOURCE, 0, 4, SCALER))
        .hasMessage("A window of 4 points does not fit a network of 3 steps");
    assertThatThrownBy(() -> batch.append(SOURCE, 0, 0, SCALER))
        .hasMessage("A window of 0 points does not fit a network of 3 steps");
    assertThat(batch.size()).isZero();
  }

  @Test
  void aBatchThatNoArrayHoldsIsRefusedAndNotMadeShorter() {
    assertThatThrownBy(() -> new Batch(65_536, 65_536, 2)).isInstanceOf(ArithmeticException.class);
  }
}
