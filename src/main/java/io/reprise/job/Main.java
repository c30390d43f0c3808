package io.reprise.job;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point: {@code Main <job> [options]}. */
@Command(
    name = "reprise",
    description = "Audits archives of sensor series with an LSTM autoencoder.",
    subcommands = {
      AuditJob.class,
      IngestJob.class,
      TrainJob.class,
      ScoreJob.class,
      ReportJob.class,
      ModelsJob.class,
      ExpireJob.class,
      GenerateJob.class
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "JOB")
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    Stopping.watch();
    int code = run(arguments);
    if (code != ExitCode.DONE.number()) {
      System.exit(code);
    }
  }

  /** Runs a job and returns its exit code; a job ends its Spark session itself. */
  static int run(String... arguments) {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(new Failures())
        .setParameterExceptionHandler(Failures::handleUsage)
        .execute(arguments);
  }
}
