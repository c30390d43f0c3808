package io.reprise.config;

import static io.reprise.config.Settings.assertRefused;
import static io.reprise.config.Settings.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.core.normalize.Method;
import io.reprise.core.normalize.Scope;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NormalizeConfigTest {

  @Test
  void defaults() {
    assertThat(with().normalize())
        .isEqualTo(new NormalizeConfig(Method.STANDARD, Scope.SERIES, Optional.empty()));
  }

  @Test
  void mapping() {
    assertThat(with("normalize.method=min-max", "normalize.scope=sequence").normalize())
        .isEqualTo(new NormalizeConfig(Method.MIN_MAX, Scope.SEQUENCE, Optional.empty()));
    assertThat(with("normalize.method=none", "normalize.scope=global").normalize())
        .isEqualTo(new NormalizeConfig(Method.NONE, Scope.GLOBAL, Optional.empty()));
  }

  @Test
  void wanderingFeaturesAreNamedOrFound() {
    assertThat(with("normalize.wandering=[disk]").normalize().wandering())
        .contains(List.of("disk"));
    assertThat(with("normalize.wandering=[]").normalize().wandering()).contains(List.of());
  }

  @Test
  void rejections() {
    assertRefused("normalize.method=min_max", "must be one of standard, min-max, robust, none");
    assertRefused("normalize.method=STANDARD", "must be one of standard");
    assertRefused("normalize.wandering=disk", "must be a list of texts");
    assertRefused("normalize.scope=galaxy", "must be one of global, series, sequence");
  }
}
