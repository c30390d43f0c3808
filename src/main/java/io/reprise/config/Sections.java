package io.reprise.config;

import com.typesafe.config.Config;

/** The list of sections: from a resolved document to the record of each. */
final class Sections {

  private Sections() {}

  static Configuration read(Config config) {
    Keys keys = new Keys(config);
    return new Configuration(
        ArchiveConfig.of(keys),
        ArchiveConfig.reference(keys),
        IngestConfig.of(keys),
        CleanConfig.of(keys),
        WindowConfig.of(keys),
        SplitConfig.of(keys),
        NormalizeConfig.of(keys),
        NetworkConfig.of(keys),
        TrainingConfig.of(keys),
        ScoringConfig.of(keys),
        ThresholdConfig.of(keys),
        ReportConfig.of(keys),
        GenerateConfig.of(keys),
        RetentionConfig.of(keys),
        keys.text("output.path"),
        new Resolved(config));
  }
}
