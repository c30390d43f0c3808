package io.reprise.core.cut;

/**
 * Points that fall into one bucket of a series or into its surroundings, in order of time, from one
 * stretch of a file.
 *
 * <p>{@code feature} is the one that the values are of, or {@link #ALL}; {@code values} is flat,
 * {@code [point × feature]}, NaN where a point lacks a feature. {@code rows} numbers the archive's
 * rows; where times are equal, source and row tell which comes first. {@code labels} is null where
 * the archive has none. {@code late} counts the bucket's own points that came after a later one.
 */
public record Fragment(
    String series,
    long period,
    long bucket,
    int feature,
    String source,
    long[] times,
    long[] rows,
    float[] values,
    byte[] labels,
    int late) {

  public static final int ALL = -1;
}
