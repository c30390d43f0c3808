package io.reprise.stage.train;

import io.reprise.core.network.Autoencoder;
import io.reprise.stage.train.data.TrainingWindows;

/** What is to be trained, on what, and how it is examined. */
record TrainingSetup(Autoencoder autoencoder, TrainingWindows windows, Validation validation) {}
