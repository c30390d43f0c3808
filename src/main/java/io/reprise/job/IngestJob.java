package io.reprise.job;

import io.reprise.stage.ingest.IngestStage;
import io.reprise.stage.plan.PlanStage;
import io.reprise.stage.table.ResultKind;
import io.reprise.stage.table.SeriesTable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;

@Command(name = "ingest", description = "Cleans an archive and cuts it into series.")
final class IngestJob extends SparkJob {

  @Override
  Set<ResultKind> publishes() {
    return Set.of(ResultKind.SERIES, ResultKind.QUARANTINE);
  }

  @Override
  List<String> plan(Context context) {
    return new PlanStage(context.stage()).ingest().lines();
  }

  @Override
  Ended run(Context context) {
    IngestStage stage = new IngestStage(context.stage());
    String run = context.run();
    boolean dates = context.configuration().archive().replacesDates();
    SeriesTable series = dates ? stage.runDates(run) : stage.run(run);
    context
        .store()
        .publish(
            now -> {
              if (dates) {
                stage.layOver(now, run);
              }
              return now.with(Map.of(ResultKind.SERIES, run, ResultKind.QUARANTINE, run));
            });
    context
        .console()
        .print("Series: " + context.store().directory(ResultKind.SERIES, context.run()));
    return Ended.of(publishes(), context.run(), series.manifest().archive());
  }
}
