package io.reprise.config;

import io.reprise.core.normalize.Method;
import io.reprise.core.normalize.Scope;

/** How features are scaled. */
public record NormalizeConfig(Method method, Scope scope) {

  static NormalizeConfig of(Keys keys) {
    return new NormalizeConfig(
        keys.choice("normalize.method", Method.class), keys.choice("normalize.scope", Scope.class));
  }
}
