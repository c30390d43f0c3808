package io.reprise.stage.audit;

import io.reprise.config.Configuration;
import io.reprise.core.network.Bundle;
import io.reprise.stage.StageContext;
import io.reprise.stage.generate.GenerateStage;
import io.reprise.stage.ingest.IngestStage;
import io.reprise.stage.report.ReportStage;
import io.reprise.stage.score.ScoreStage;
import io.reprise.stage.table.ScoresTable;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.train.TrainStage;
import java.time.Instant;

/**
 * A whole audit. If the configuration says so, it first generates its archive, or learns from
 * another archive than it judges.
 */
public final class AuditStage {

  private final StageContext context;
  private final Configuration configuration;
  private final TrainStage training;

  public AuditStage(StageContext context) {
    this.context = context;
    this.configuration = context.configuration();
    this.training = new TrainStage(context);
  }

  /** What an audit wrote under its name. */
  public record Audited(
      SeriesTable series, Bundle bundle, ScoresTable scores, ReportStage.Outcome outcome) {}

  /** Writes everything under {@code id}; it is not published yet. */
  public Audited run(String job, Instant startedAt, String id) {
    if (configuration.generate().beforeAudit()) {
      new GenerateStage(context).runBeforeAudit();
    }
    SeriesTable series = new IngestStage(context).run(id);
    Bundle bundle = training.run(learnt(series, id), id);
    ScoresTable scores = new ScoreStage(context).run(series, id, bundle, id);
    ReportStage.Outcome outcome =
        new ReportStage(context)
            .run(new ReportStage.Subject(job, startedAt, series, id, bundle, scores), id);
    return new Audited(series, bundle, scores, outcome);
  }

  /**
   * The series that the model learns from. If they are a reference, only the model refers to them.
   */
  private SeriesTable learnt(SeriesTable judged, String id) {
    return configuration
        .reference()
        .map(archive -> new IngestStage(context.withArchive(archive)).run(reference(id)))
        .orElse(judged);
  }

  /** The name of the series that only the model of a run refers to. */
  public static String reference(String id) {
    return id + "-reference";
  }

  /** Deletes the checkpoints, which are no longer needed once all is published. */
  public void forgetCheckpoints() {
    training.forgetCheckpoints();
  }
}
