package io.reprise.job;

import org.apache.spark.SparkConf;
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
    versionProvider = Version.class,
    synopsisSubcommandLabel = "JOB")
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    Stopping.watch();
    LogFile.open(new SparkConf());
    Failures failures = new Failures();
    int code = run(failures, arguments);
    if (code != ExitCode.DONE.number()) {
      end(code, failures.said(), new SparkConf());
    }
  }

  /** Runs a job and returns its exit code; a job ends its Spark session itself. */
  static int run(String... arguments) {
    return run(new Failures(), arguments);
  }

  private static int run(Failures failures, String... arguments) {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures::handleUsage)
        .execute(arguments);
  }

  /** Hands the exit code to whoever waits for it. */
  static void end(int code, String sentence, SparkConf conf) {
    if (conf.get("spark.master", "").equals("yarn") && Session.isInCluster(conf)) {
      throw new JobFailedException(code, sentence);
    }
    System.exit(code);
  }
}
