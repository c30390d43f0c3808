package io.reprise.config;

import static io.reprise.config.Settings.assertRefused;
import static io.reprise.config.Settings.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.core.normalize.Method;
import io.reprise.core.normalize.Scope;
import org.junit.jupiter.api.Test;

class NormalizeConfigTest {

  @Test
  void defaults() {
    assertThat(with().normalize()).isEqualTo(new NormalizeConfig(Method.STANDARD, Scope.SERIES));
  }

  @Test
  void mapping() {
    assertThat(with("normalize.method=min-max", "normalize.scope=sequence").normalize())
        .isEqualTo(new NormalizeConfig(Method.MIN_MAX, Scope.SEQUENCE));
    assertThat(with("normalize.method=none", "normalize.scope=global").normalize())
        .isEqualTo(new NormalizeConfig(Method.NONE, Scope.GLOBAL));
  }

  @Test
  void rejections() {
    assertRefused("normalize.method=min_max", "must be one of standard, min-max, robust, none");
    assertRefused("normalize.method=STANDARD", "must be one of standard");
    assertRefused("normalize.scope=galaxy", "must be one of global, series, sequence");
  }
}
