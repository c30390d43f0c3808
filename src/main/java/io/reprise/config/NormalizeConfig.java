package io.reprise.config;

import io.reprise.core.normalize.Method;
import io.reprise.core.normalize.Scope;
import java.util.List;
import java.util.Optional;

/**
 * How features are scaled.
 *
 * @param wandering the features that are judged by their shape alone; empty to find them
 */
public record NormalizeConfig(Method method, Scope scope, Optional<List<String>> wandering) {

  static NormalizeConfig of(Keys keys) {
    return new NormalizeConfig(
        keys.choice("normalize.method", Method.class),
        keys.choice("normalize.scope", Scope.class),
        keys.optional("normalize.wandering", Keys::texts));
  }
}
