package io.reprise.job;

import io.reprise.stage.ingest.IngestStage;
import io.reprise.stage.table.ResultKind;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(name = "ingest", description = "Cleans an archive and cuts it into series.")
final class IngestJob extends SparkJob {

  @Override
  ExitCode run(Context context) {
    IngestStage stage = new IngestStage(context.stage());
    if (context.configuration().archive().replacesDates()) {
      stage.runDates(context.run());
    } else {
      stage.run(context.run());
    }
    context
        .store()
        .publish(Map.of(ResultKind.SERIES, context.run(), ResultKind.QUARANTINE, context.run()));
    context
        .console()
        .print("Series: " + context.store().directory(ResultKind.SERIES, context.run()));
    return ExitCode.DONE;
  }
}
