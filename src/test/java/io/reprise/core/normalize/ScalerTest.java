package io.reprise.core.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;

class ScalerTest {

  @Property
  void restoresWhatItScaled(
      @ForAll @FloatRange(min = -1e6f, max = 1e6f) float value,
      @ForAll @FloatRange(min = -1e6f, max = 1e6f) float center,
      @ForAll @FloatRange(min = 1e-2f, max = 1e6f) float spread) {
    Scaler scaler = new Scaler(new float[] {0, center}, new float[] {1, spread});

    assertThat(scaler.restored(1, scaler.scaled(1, value)))
        .isCloseTo(value, within(1e-6f * (1 + Math.abs(value) + Math.abs(center))));
  }

  @Example
  void identityChangesNothing() {
    Scaler identity = Scaler.identity(2);

    assertThat(identity.center()).hasSize(2);
    assertThat(identity.scaled(1, -0.3f)).isEqualTo(-0.3f);
    assertThat(identity.restored(1, -0.3f)).isEqualTo(-0.3f);
  }

  @Example
  void refusesSpreadsThatCannotDivide() {
    for (float spread : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new Scaler(new float[1], new float[] {spread}))
          .hasMessage("A scaler cannot have the spread " + spread);
    }
    assertThatThrownBy(() -> new Scaler(new float[2], new float[] {1}))
        .hasMessageContaining("2 centers but 1 spreads");
  }
}
