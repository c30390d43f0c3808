package io.reprise.stage.archive;

import io.reprise.core.text.TextRow;
import java.io.Serializable;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/**
 * A parsed line, or the line itself where it could not be parsed. It is a bean, so that Spark takes
 * the values over as primitive arrays.
 */
public final class ParsedLine implements Serializable {

  static final Encoder<ParsedLine> ENCODER = Encoders.bean(ParsedLine.class);

  private double[] numbers;
  private String[] texts;
  private float[][] sequences;
  private boolean holes;
  private String corrupt;
  private String[] partitions;

  static ParsedLine of(TextRow row, String[] partitions) {
    ParsedLine parsed = new ParsedLine();
    parsed.numbers = row.numbers();
    parsed.texts = row.texts();
    parsed.sequences = row.sequences();
    parsed.holes = hasHoles(row.sequences());
    parsed.partitions = partitions;
    return parsed;
  }

  static ParsedLine corrupt(String line, String[] partitions) {
    ParsedLine parsed = new ParsedLine();
    parsed.corrupt = line;
    parsed.partitions = partitions;
    return parsed;
  }

  private static boolean hasHoles(float[][] sequences) {
    for (float[] sequence : sequences) {
      for (float value : sequence) {
        if (Float.isNaN(value)) {
          return true;
        }
      }
    }
    return false;
  }

  public double[] getNumbers() {
    return numbers;
  }

  public void setNumbers(double[] numbers) {
    this.numbers = numbers;
  }

  public String[] getTexts() {
    return texts;
  }

  public void setTexts(String[] texts) {
    this.texts = texts;
  }

  public float[][] getSequences() {
    return sequences;
  }

  public void setSequences(float[][] sequences) {
    this.sequences = sequences;
  }

  public boolean isHoles() {
    return holes;
  }

  public void setHoles(boolean holes) {
    this.holes = holes;
  }

  public String getCorrupt() {
    return corrupt;
  }

  public void setCorrupt(String corrupt) {
    this.corrupt = corrupt;
  }

  public String[] getPartitions() {
    return partitions;
  }

  public void setPartitions(String[] partitions) {
    this.partitions = partitions;
  }
}
