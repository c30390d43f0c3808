package io.reprise.core.text;

/** The values of a line, by kind. {@link TextColumn#slot} says where the value of a column is. */
public record TextRow(double[] numbers, String[] texts, float[][] sequences) {

  static TextRow of(String label, float[]... sequences) {
    return new TextRow(new double[0], new String[] {label}, sequences);
  }
}
