package io.reprise.core.report;

/**
 * Record against replay around an event, flat {@code [point × feature]} in the archive's units, NaN
 * where nothing was measured. {@code from} and {@code to} are the event's first and last point.
 */
public record Comparison(
    int event,
    String series,
    long[] millis,
    int from,
    int to,
    float[] record,
    float[] replay,
    float[] errors) {}
