package io.reprise.job;

import io.reprise.core.series.RowAccount;
import io.reprise.stage.report.ReportStage;
import io.reprise.stage.table.ResultKind;
import io.reprise.stage.train.PromotionStage;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** How a job ended that did not fail: what it published, and what it found on the way. */
record Ended(
    ExitCode code,
    Map<ResultKind, String> published,
    Optional<RowAccount> rows,
    Optional<ReportStage.Outcome> report,
    Optional<PromotionStage.Verdict> promotion) {

  static Ended nothingPublished() {
    return new Ended(ExitCode.DONE, Map.of(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Results that lie under the run's own name. */
  static Ended of(Set<ResultKind> kinds, String run, RowAccount rows) {
    return new Ended(
        ExitCode.DONE, named(kinds, run), Optional.of(rows), Optional.empty(), Optional.empty());
  }

  static Ended of(Set<ResultKind> kinds, String run, RowAccount rows, ReportStage.Outcome report) {
    return new Ended(
        ExitCode.of(report),
        named(kinds, run),
        Optional.of(rows),
        Optional.of(report),
        Optional.empty());
  }

  /** The same, with what became of the new model. */
  Ended with(PromotionStage.Verdict verdict) {
    return new Ended(code, published, rows, report, Optional.of(verdict));
  }

  private static Map<ResultKind, String> named(Set<ResultKind> kinds, String run) {
    Map<ResultKind, String> named = new TreeMap<>();
    kinds.forEach(kind -> named.put(kind, run));
    return named;
  }
}
