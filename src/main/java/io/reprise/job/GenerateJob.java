package io.reprise.job;

import io.reprise.stage.generate.GenerateStage;
import io.reprise.stage.table.ResultKind;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;

@Command(name = "generate", description = "Writes a synthetic archive to archive.path.")
final class GenerateJob extends SparkJob {

  @Override
  Set<ResultKind> publishes() {
    return Set.of();
  }

  @Override
  List<String> plan(Context context) {
    GenerateStage stage = new GenerateStage(context.stage());
    stage.requireNew();
    return List.of("Archive  " + context.configuration().archive().requiredPath());
  }

  @Override
  Ended run(Context context) {
    new GenerateStage(context.stage()).run();
    return Ended.nothingPublished();
  }
}
