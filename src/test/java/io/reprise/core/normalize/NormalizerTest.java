package io.reprise.core.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class NormalizerTest {

  private static final Scaler GLOBAL = new Scaler(new float[] {1, 2}, new float[] {3, 4});
  private static final Scaler PUMP = new Scaler(new float[] {5, 6}, new float[] {7, 8});
  private static final float[] VALUES = {900, 900, 1, 10, 3, 30, 900, 900};

  private static Normalizer normalizer(Scope scope) {
    return new Normalizer(Method.STANDARD, scope, GLOBAL);
  }

  @Test
  void globalTakesOneForAll() {
    assertThat(normalizer(Scope.GLOBAL).scaler(PUMP, VALUES, 0, 4)).isSameAs(GLOBAL);
    assertThat(normalizer(Scope.GLOBAL).features()).isEqualTo(2);
  }

  @Test
  void seriesTakesItsOwnAndStrangersTheGlobal() {
    assertThat(normalizer(Scope.SERIES).scaler(PUMP, VALUES, 0, 4)).isSameAs(PUMP);
    assertThat(normalizer(Scope.SERIES).scaler(null, VALUES, 0, 4)).isSameAs(GLOBAL);
  }

  @Test
  void sequenceLooksAtTheWindowAlone() {
    Scaler scaler = normalizer(Scope.SEQUENCE).scaler(PUMP, VALUES, 1, 2);

    assertThat(scaler.center()).containsExactly(2, 20);
    assertThat(scaler.spread()).containsExactly(1, 10);
  }

  @Test
  void aSequenceOfOnePointIsZero() {
    Scaler scaler = normalizer(Scope.SEQUENCE).scaler(PUMP, VALUES, 1, 1);

    assertThat(scaler.scaled(1, 10)).isZero();
    assertThat(scaler.restored(1, 0)).isEqualTo(10);
  }

  @Test
  void ofAFeatureThatWandersOnlyTheShapeCounts() {
    Normalizer wandering = normalizer(Scope.SERIES).withWandering(List.of(1));

    Scaler scaler = wandering.scaler(PUMP, VALUES, 1, 2);

    assertThat(scaler.center()).containsExactly(5, 20);
    assertThat(scaler.spread()).containsExactly(7, 8);
    assertThat(PUMP.center()).containsExactly(5, 6);
  }

  @Test
  void aFeatureThatIsNotThereCannotWander() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> normalizer(Scope.GLOBAL).withWandering(List.of(2)))
        .withMessage("there is no feature 2 that could wander");
  }
}
