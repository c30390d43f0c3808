package io.reprise.stage.train;

import io.reprise.core.network.Epoch;
import io.reprise.core.network.Parameters;
import java.util.List;

/** The result of a training: the weights that are kept, and the epochs that led to them. */
record TrainedModel(Parameters parameters, float[] updater, int bestEpoch, List<Epoch> history) {}
