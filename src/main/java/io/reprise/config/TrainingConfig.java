package io.reprise.config;

import static io.reprise.config.ConfigurationException.require;

/** How the network is trained. */
public record TrainingConfig(
    int epochs, int batch, double learningRate, int averagingFrequency, int workers, long seed) {

  public TrainingConfig {
    require(epochs > 0, "training.epochs", epochs, "must be at least 1");
    require(
        batch > 0 && batch <= 1 << 16, "training.batch", batch, "must be from 1 to 65536 windows");
    require(
        learningRate > 0 && learningRate < 10,
        "training.learning-rate",
        learningRate,
        "must be above 0 and below 10");
    require(
        averagingFrequency > 0,
        "training.averaging-frequency",
        averagingFrequency,
        "must be at least 1 minibatch");
    require(workers >= 0, "training.workers", workers, "must be 0 (one a core) or more");
  }
}
