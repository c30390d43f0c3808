package io.reprise.job;

import io.reprise.stage.generate.GenerateStage;
import io.reprise.stage.table.ResultKind;
import java.util.Set;
import picocli.CommandLine.Command;

@Command(name = "generate", description = "Writes a synthetic archive to archive.path.")
final class GenerateJob extends SparkJob {

  @Override
  Set<ResultKind> publishes() {
    return Set.of();
  }

  @Override
  Ended run(Context context) {
    new GenerateStage(context.stage()).run();
    return Ended.nothingPublished();
  }
}
