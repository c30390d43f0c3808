package io.reprise.core.network;

/**
 * The output of a network for a batch.
 *
 * @param values the replayed windows, in the layout and the order of {@link Batch#values()}; padded
 *     steps hold no meaning
 * @param codes the code of each window, the encoder's last step; none where nobody asked for them
 */
public record Replayed(float[] values, float[][] codes) {

  /** Without codes. */
  public static Replayed of(float[] values) {
    return new Replayed(values, new float[0][]);
  }
}
