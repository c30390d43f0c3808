package io.reprise.job;

import io.reprise.core.network.Bundle;
import io.reprise.stage.generate.GenerateStage;
import io.reprise.stage.ingest.IngestStage;
import io.reprise.stage.report.ReportStage;
import io.reprise.stage.score.ScoreStage;
import io.reprise.stage.table.Kind;
import io.reprise.stage.table.ScoresTable;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.table.Store;
import io.reprise.stage.train.TrainStage;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;

/**
 * All four jobs in one application, if so told with an archive of its own making; their results
 * become visible together, at the end.
 */
@Command(name = "audit", description = "Ingests, trains, scores and reports in one go.")
final class AuditJob extends SparkJob {

  @Override
  int run(Context context) {
    Store store = context.store();
    String run = context.run();
    if (context.configuration().generate().beforeAudit()) {
      new GenerateStage(context.stage()).runBeforeAudit();
    }
    SeriesTable series = new IngestStage(context.stage()).run(run);
    TrainStage training = new TrainStage(context.stage());
    Bundle bundle = training.run(reference(context).orElse(series), run);
    ScoresTable scores = new ScoreStage(context.stage()).run(series, run, bundle, run);
    ReportStage.Outcome outcome =
        new ReportStage(context.stage())
            .run(
                new ReportStage.Subject(
                    context.job(), context.startedAt(), series, run, bundle, scores),
                run);
    Map<Kind, String> published = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      published.put(kind, run);
    }
    store.publish(published);
    training.forgetCheckpoints();
    return Summary.close(context, outcome);
  }

  /** What the model learns from, if that is not what it judges. It is named by the model alone. */
  private static Optional<SeriesTable> reference(Context context) {
    return context
        .configuration()
        .reference()
        .map(archive -> new IngestStage(context.stage().of(archive)))
        .map(stage -> stage.run(context.run() + "-reference"));
  }
}
