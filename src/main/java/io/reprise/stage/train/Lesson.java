package io.reprise.stage.train;

import io.reprise.core.network.Autoencoder;

/** What is to be trained, on what, and how it is examined. */
record Lesson(Autoencoder autoencoder, TrainingWindows windows, Validation validation) {}
