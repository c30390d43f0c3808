package io.reprise.stage.common;

import io.reprise.config.ConfigurationException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.util.VersionInfo;

/** What keeps a job from a storage, where Hadoop tells of a class or of a number only. */
public final class StorageProblem {

  private static final Pattern MISSING_CLASS =
      Pattern.compile("Class (org\\.apache\\.hadoop\\.fs\\.(\\w+)\\.\\S+) not found");

  private static final List<String> OF_CREDENTIALS =
      List.of(
          "NoAuthWithAWSException",
          "NoAwsCredentialsException",
          "Unable to load AWS credentials",
          "Unable to load credentials",
          "No AWS Credentials provided");

  private static final List<String> OF_BUCKET =
      List.of("UnknownStoreException", "NoSuchBucket", "The specified bucket does not exist");

  private StorageProblem() {}

  /** Refuses a path, a key with its value, if the failure is one of these; it may be any other. */
  public static void refuse(String path, Throwable failure) {
    module(failure)
        .ifPresent(
            module -> {
              throw new ConfigurationException(
                  "%s: this Spark comes without the module for it; add -- --packages %s to the"
                          .formatted(path, module)
                      + " command.",
                  failure);
            });
    first(failure, OF_CREDENTIALS)
        .ifPresent(
            cause -> {
              throw new ConfigurationException(
                  "%s: there are no credentials for it; set the environment that Hadoop's providers"
                          .formatted(path)
                      + " look at, or name a provider by -- --conf"
                      + " spark.hadoop.fs.s3a.aws.credentials.provider=CLASS.",
                  failure);
            });
    first(failure, OF_BUCKET)
        .ifPresent(
            cause -> {
              InputRefusedException refused =
                  new InputRefusedException(
                      "%s: there is no such bucket; create it, or name another.", path);
              refused.initCause(failure);
              throw refused;
            });
  }

  /** Hadoop has a module for each storage that is not its own, in its own version. */
  private static Optional<String> module(Throwable failure) {
    return causes(failure)
        .map(cause -> MISSING_CLASS.matcher(cause.toString()))
        .filter(Matcher::find)
        .findFirst()
        .map(
            found ->
                switch (found.group(2)) {
                  case "s3a" -> "org.apache.hadoop:hadoop-aws:" + VersionInfo.getVersion();
                  case "azurebfs", "azure" ->
                      "org.apache.hadoop:hadoop-azure:" + VersionInfo.getVersion();
                  default -> "MODULE, the one that has " + found.group(1) + ",";
                });
  }

  private static Optional<Throwable> first(Throwable failure, List<String> signs) {
    return causes(failure)
        .filter(cause -> signs.stream().anyMatch(cause.toString()::contains))
        .findFirst();
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }
}
