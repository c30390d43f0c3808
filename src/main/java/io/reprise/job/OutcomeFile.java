package io.reprise.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Json;
import io.reprise.core.report.Report;
import io.reprise.core.series.RowAccount;
import io.reprise.stage.report.ReportStage;
import io.reprise.stage.table.ResultKind;
import io.reprise.stage.train.PromotionStage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code outcomes/<run>.json}: the verdict on a job, for the scheduler that started it. It is the
 * last thing that a job writes, whatever became of it.
 */
record OutcomeFile(SparkJob.Context context, Optional<LocalDate> date) {

  private static final Logger LOG = LoggerFactory.getLogger(OutcomeFile.class);

  private static final int VERSION = 1;

  static final String JOB = "job";
  static final String CODE = "code";
  static final String CONFIGURATION = "configSha256";

  void write(Ended ended) {
    ObjectNode outcome = begun(ended.code(), Optional.empty());
    ObjectNode published = outcome.putObject("published");
    for (Map.Entry<ResultKind, String> each : ended.published().entrySet()) {
      published.put(each.getKey().entry(), each.getValue());
    }
    ended.rows().ifPresent(rows -> putRows(outcome, rows));
    ended.report().ifPresent(report -> putReport(outcome, report));
    ended.promotion().ifPresent(verdict -> putPromotion(outcome, verdict));
    put(outcome);
  }

  /** A job that has failed already must not fail again here. */
  void writeFailed(ExitCode code, String sentence) {
    try {
      ObjectNode outcome = begun(code, Optional.of(sentence));
      outcome.putObject("published");
      put(outcome);
    } catch (RuntimeException e) {
      LOG.warn("The outcome cannot be written", e);
    }
  }

  private ObjectNode begun(ExitCode code, Optional<String> sentence) {
    ObjectNode outcome =
        Json.object()
            .put("version", VERSION)
            .put("run", context.run())
            .put(JOB, context.job())
            .put(CODE, code.number())
            .put("sentence", sentence.orElse(null))
            .put("startedAt", context.startedAt().toString())
            .put("seconds", Duration.between(context.startedAt(), Instant.now()).toMillis() / 1e3)
            .put("date", date.map(LocalDate::toString).orElse(null))
            .put(CONFIGURATION, context.configuration().resolved().sha256());
    outcome.set("warnings", Json.texts(List.of()));
    return outcome;
  }

  private static void putRows(ObjectNode outcome, RowAccount rows) {
    outcome
        .putObject("rows")
        .put("read", rows.rowsRead())
        .put("kept", rows.rowsKept())
        .put("quarantined", rows.rowsQuarantined());
  }

  private static void putReport(ObjectNode outcome, ReportStage.Outcome found) {
    Report report = found.content();
    outcome
        .put("report", found.page().toString())
        .put("events", report.eventCount())
        .put("worstSeverity", report.events().isEmpty() ? 0 : report.events().get(0).severity())
        .put("flaggedFraction", found.flaggedFraction());
    outcome.set("warnings", Json.texts(report.warnings()));
  }

  private static void putPromotion(ObjectNode outcome, PromotionStage.Verdict verdict) {
    ObjectNode promotion =
        outcome
            .putObject("promotion")
            .put("candidate", verdict.candidate())
            .put("champion", verdict.champion().orElse(null))
            .put("candidateError", verdict.candidateError())
            .put("promoted", verdict.promoted());
    if (verdict.championError().isPresent()) {
      promotion.put("championError", verdict.championError().getAsDouble());
    } else {
      promotion.putNull("championError");
    }
  }

  private void put(ObjectNode outcome) {
    context.store().writeOutcome(context.run(), outcome);
  }
}
