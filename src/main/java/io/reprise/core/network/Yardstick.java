package io.reprise.core.network;

import io.reprise.core.components.Baseline;
import io.reprise.core.threshold.Calibration;

/** Principal components to compare a network with, and their errors in the validation part. */
public record Yardstick(Baseline baseline, Calibration windowErrors, Calibration pointErrors) {}
