package io.reprise.stage.train;

import io.reprise.core.network.Autoencoder;
import io.reprise.stage.train.data.TrainingWindows;

/** A network to train, the windows to train it on, and the validation of what it has learned. */
record TrainingSetup(Autoencoder autoencoder, TrainingWindows windows, Validation validation) {}
