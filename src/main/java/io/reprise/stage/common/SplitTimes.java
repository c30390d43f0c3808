package io.reprise.stage.common;

import io.reprise.config.SplitConfig;
import io.reprise.core.series.Microseconds;
import io.reprise.core.series.Span;

/** When training ends and when validation does, in microseconds. */
public record SplitTimes(long trainUntil, long validationUntil) {

  /** Fractions are those of the whole time that an archive reaches over. */
  public static SplitTimes of(SplitConfig split, Span extent) {
    long length = extent.to() - extent.from();
    long trainUntil =
        split
            .train()
            .until()
            .map(Microseconds::of)
            .orElseGet(() -> extent.from() + (long) (length * split.train().fraction()));
    long validationUntil =
        split
            .validation()
            .until()
            .map(Microseconds::of)
            .orElseGet(() -> trainUntil + (long) (length * split.validation().fraction()));
    return new SplitTimes(trainUntil, validationUntil);
  }
}
