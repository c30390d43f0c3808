package io.reprise.core.report;

/**
 * What a series has of the points of its grid: {@code present}, some of them {@code filled}, and
 * {@code missing}, in so many gaps.
 */
public record Coverage(
    String series, long periodMicros, long present, long filled, long missing, long gaps) {}
