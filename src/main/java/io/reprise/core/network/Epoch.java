package io.reprise.core.network;

import java.io.Serializable;

/** One pass over the training windows, as the history and the report show it. */
public record Epoch(
    int epoch, double trainLoss, double validationLoss, double seconds, double sequencesPerSecond)
    implements Serializable {}
