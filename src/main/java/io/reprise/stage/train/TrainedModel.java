package io.reprise.stage.train;

import io.reprise.core.network.Epoch;
import io.reprise.core.network.Parameters;
import java.util.List;

/** What a training came to: the weights that are kept, and how they came about. */
record TrainedModel(Parameters parameters, float[] updater, int bestEpoch, List<Epoch> history) {}
