package io.reprise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.stage.table.ResultKind;
import io.reprise.stage.table.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A name node and a data node; needs a Spark distribution, and Hadoop as the profile copies it. */
@Tag("platforms")
class HdfsIT {

  @TempDir private Path directory;

  @Test
  void anAuditReadsFromHdfsAndPublishesThere() throws Exception {
    SampleAudit audit = SampleAudit.in(directory);
    try (HadoopServices hadoop = HadoopServices.start(directory)) {
      Jobs.Ended ended =
          audit.run(
              hadoop.files() + "/output",
              "on-hdfs",
              Map.of(),
              List.of("--master", "local[2]"),
              "archive.path=" + hadoop.files() + "/archive");

      assertThat(ended.code()).as(ended.output()).isZero();
      Store store = new Store(hadoop.files() + "/output", new Configuration());
      for (ResultKind kind : ResultKind.values()) {
        assertThat(store.latest(kind)).isEqualTo("on-hdfs");
      }
      assertThat(store.outcome("on-hdfs")).isPresent();
    }
  }

  @Test
  void aQuotaThatIsUsedUpIsSaidSoWithCode6() throws Exception {
    SampleAudit audit = SampleAudit.in(directory);
    try (HadoopServices hadoop = HadoopServices.start(directory)) {
      Configuration conf = new Configuration();
      org.apache.hadoop.fs.Path limited =
          new org.apache.hadoop.fs.Path(hadoop.files() + "/limited");
      org.apache.hadoop.hdfs.DistributedFileSystem files =
          (org.apache.hadoop.hdfs.DistributedFileSystem) limited.getFileSystem(conf);
      files.mkdirs(limited);
      files.setQuota(limited, 12, Long.MAX_VALUE);

      Jobs.Ended ended =
          audit.run(limited.toString(), "limited", Map.of(), List.of("--master", "local[2]"));

      assertThat(ended.output()).contains("A quota of the storage is used up");
      assertThat(ended.code()).as(ended.output()).isEqualTo(6);
    }
  }
}
