package io.reprise.core.components;

import io.reprise.core.normalize.FeatureWeights;
import java.io.Serializable;

/** Principal components, and how much their error counts in each feature. */
public record Baseline(PrincipalComponents components, FeatureWeights weights)
    implements Serializable {

  public static final Baseline NONE = new Baseline(PrincipalComponents.NONE, FeatureWeights.NONE);

  public boolean isNone() {
    return components.isNone();
  }
}
