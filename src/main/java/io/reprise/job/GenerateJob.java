package io.reprise.job;

import io.reprise.stage.generate.GenerateStage;
import picocli.CommandLine.Command;

@Command(name = "generate", description = "Writes a synthetic archive to archive.path.")
final class GenerateJob extends SparkJob {

  @Override
  ExitCode run(Context context) {
    new GenerateStage(context.stage()).run();
    return ExitCode.DONE;
  }
}
