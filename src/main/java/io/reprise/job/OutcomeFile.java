package io.reprise.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.config.ConfigurationException;
import io.reprise.core.json.Json;
import io.reprise.core.report.Report;
import io.reprise.core.series.RowAccount;
import io.reprise.stage.report.ReportStage;
import io.reprise.stage.table.ResultKind;
import io.reprise.stage.table.Store;
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
record OutcomeFile(Store store, Subject subject) {

  private static final Logger LOG = LoggerFactory.getLogger(OutcomeFile.class);

  private static final int VERSION = 1;

  static final String JOB = "job";
  static final String CODE = "code";
  static final String CONFIGURATION = "configSha256";

  /** Which job it is the verdict on; a configuration that cannot be read has no checksum. */
  record Subject(
      String job,
      String run,
      Instant startedAt,
      Optional<LocalDate> date,
      Optional<String> configuration) {}

  static OutcomeFile of(SparkJob.Context context, Optional<LocalDate> date) {
    return new OutcomeFile(
        context.store(),
        new Subject(
            context.job(),
            context.run(),
            context.startedAt(),
            date,
            Optional.of(context.configuration().resolved().sha256())));
  }

  void write(Ended ended) {
    Optional<String> sentence = ended.report().flatMap(ReportStage.Outcome::tooMuch);
    ObjectNode outcome = begun(ended.code(), sentence);
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

  /** The verdict on a job whose configuration cannot be read, unless that run has one already. */
  static void writeUnread(
      Optional<String> output, Subject subject, ConfigurationException failure) {
    try {
      if (output.isPresent()) {
        Store store = new Store(output.get(), Session.hadoop());
        if (NamedRun.code(store.outcome(subject.run())).isEmpty()) {
          ExitCode code = ExitCode.of(failure);
          String sentence = Visible.sentence(Failures.sentence(code, failure));
          new OutcomeFile(store, subject).writeFailed(code, sentence);
        }
      }
    } catch (RuntimeException e) {
      LOG.warn("The outcome cannot be written", e);
    }
  }

  private ObjectNode begun(ExitCode code, Optional<String> sentence) {
    ObjectNode outcome =
        Json.object()
            .put("version", VERSION)
            .put("run", subject.run())
            .put(JOB, subject.job())
            .put(CODE, code.number())
            .put("sentence", sentence.orElse(null))
            .put("startedAt", subject.startedAt().toString())
            .put("seconds", Duration.between(subject.startedAt(), Instant.now()).toMillis() / 1e3)
            .put("date", subject.date().map(LocalDate::toString).orElse(null))
            .put(CONFIGURATION, subject.configuration().orElse(null));
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
    store.writeOutcome(subject.run(), outcome);
  }
}
