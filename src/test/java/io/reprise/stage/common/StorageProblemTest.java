package io.reprise.stage.common;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.config.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.util.VersionInfo;
import org.junit.jupiter.api.Test;

/** Failures as Hadoop has them; PlatformS3IT sees the real ones. */
class StorageProblemTest {

  private static final String PATH = "archive.path = s3a://bucket/x";

  @Test
  void namesTheModuleThatIsMissing() {
    Exception failure =
        new IllegalStateException(
            new ClassNotFoundException("Class org.apache.hadoop.fs.s3a.S3AFileSystem not found"));

    assertThatThrownBy(() -> StorageProblem.refuse(PATH, failure))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            PATH
                + ": this Spark comes without the module for it; add -- --packages"
                + " org.apache.hadoop:hadoop-aws:"
                + VersionInfo.getVersion()
                + " to the command.");
  }

  @Test
  void saysWhereCredentialsComeFrom() {
    Exception failure =
        new UncheckedIOException(
            new IOException("s3a://bucket: NoAuthWithAWSException: No AWS Credentials provided"));

    assertThatThrownBy(() -> StorageProblem.refuse(PATH, failure))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(PATH + ": there are no credentials for it; set")
        .hasMessageContaining("aws.credentials.provider");
  }

  @Test
  void saysThatThereIsNoBucket() {
    Exception failure = new IOException("getFileStatus on s3a://bucket: NoSuchBucket; 404");

    assertThatThrownBy(() -> StorageProblem.refuse(PATH, failure))
        .isInstanceOf(InputRefusedException.class)
        .hasMessage(PATH + ": there is no such bucket; create it, or name another.");
  }

  @Test
  void leavesOtherFailuresAlone() {
    assertThatCode(() -> StorageProblem.refuse(PATH, new IOException("Connection refused")))
        .doesNotThrowAnyException();
  }
}
