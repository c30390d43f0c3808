package io.reprise.core.report;

/**
 * How much of its grid a series has. Some of the {@code present} points are {@code filled}. The
 * {@code missing} ones lie in so many gaps.
 */
public record Coverage(
    String series, long periodMicros, long present, long filled, long missing, long gaps) {}
