package io.reprise.stage.ingest;

import io.reprise.core.series.Chunk;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/** The profile of one feature in one chunk. */
public final class ProfileRow implements Serializable {

  static final Encoder<ProfileRow> ENCODER = Encoders.bean(ProfileRow.class);

  private String series;
  private int feature;
  private long first;
  private long last;
  private long period;
  private long present;
  private long filled;
  private long stretches;
  private float least;
  private float greatest;
  private double sum;

  /** A row for each feature; none where no point is present. */
  static List<ProfileRow> of(Chunk chunk) {
    List<ProfileRow> rows = new ArrayList<>();
    for (int feature = 0; feature < chunk.features(); feature++) {
      ProfileRow row = new ProfileRow();
      row.series = chunk.series();
      row.feature = feature;
      row.period = chunk.period();
      row.least = Float.POSITIVE_INFINITY;
      row.greatest = Float.NEGATIVE_INFINITY;
      for (int at = chunk.before(); at < chunk.end(); at++) {
        if (chunk.present(at)) {
          row.add(chunk, at);
        }
      }
      if (row.present > 0) {
        rows.add(row);
      }
    }
    return rows;
  }

  private void add(Chunk chunk, int at) {
    if (present++ == 0) {
      first = chunk.time(at);
    }
    last = chunk.time(at);
    filled += chunk.validity()[at] == Chunk.FILLED ? 1 : 0;
    // The halo tells whether the point before the chunk's first is there.
    stretches += at > 0 && chunk.present(at - 1) ? 0 : 1;
    float value = chunk.values()[at * chunk.features() + feature];
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
    sum += value;
  }

  public String getSeries() {
    return series;
  }

  public void setSeries(String series) {
    this.series = series;
  }

  public int getFeature() {
    return feature;
  }

  public void setFeature(int feature) {
    this.feature = feature;
  }

  public long getFirst() {
    return first;
  }

  public void setFirst(long first) {
    this.first = first;
  }

  public long getLast() {
    return last;
  }

  public void setLast(long last) {
    this.last = last;
  }

  public long getPeriod() {
    return period;
  }

  public void setPeriod(long period) {
    this.period = period;
  }

  public long getPresent() {
    return present;
  }

  public void setPresent(long present) {
    this.present = present;
  }

  public long getFilled() {
    return filled;
  }

  public void setFilled(long filled) {
    this.filled = filled;
  }

  public long getStretches() {
    return stretches;
  }

  public void setStretches(long stretches) {
    this.stretches = stretches;
  }

  public float getLeast() {
    return least;
  }

  public void setLeast(float least) {
    this.least = least;
  }

  public float getGreatest() {
    return greatest;
  }

  public void setGreatest(float greatest) {
    this.greatest = greatest;
  }

  public double getSum() {
    return sum;
  }

  public void setSum(double sum) {
    this.sum = sum;
  }
}
