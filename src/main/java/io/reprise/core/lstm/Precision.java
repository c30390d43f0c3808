package io.reprise.core.lstm;

import java.nio.ShortBuffer;
import java.util.Locale;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;

/**
 * The numbers that an LSTM multiplies: its inputs, its hidden states and the copies of its weights
 * that oneDNN reads. All else is float32 whatever the precision: parameters, biases, sums, cell
 * states and gradients, and every array that goes into a layer or comes out of it.
 */
public enum Precision {
  FLOAT32,
  /** The upper half of a float32: its range, but 8 bits instead of 24. Twice as many fit a step. */
  BFLOAT16;

  /** Whether this processor multiplies such numbers, by AVX512-BF16 or AMX. */
  public boolean available() {
    return this == FLOAT32
        || (OneDnn.available() && OneDnn.has(dnnl.dnnl_cpu_isa_avx512_core_bf16));
  }

  /** The name that configurations and reports use. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Refuses what this processor could only imitate, many times slower and with other bits. */
  void require() {
    if (!available()) {
      throw new UnavailablePrecisionException();
    }
  }

  int bytes() {
    return this == FLOAT32 ? Float.BYTES : Short.BYTES;
  }

  /** Writes numbers of this precision as floats. */
  void copy(long from, long to, int numbers) {
    if (this == FLOAT32) {
      Address.copy(from, to, numbers);
      return;
    }
    float[] floats = new float[numbers];
    ShortBuffer upperHalves = new Address(from).shorts(numbers);
    for (int i = 0; i < numbers; i++) {
      floats[i] = Float.intBitsToFloat(upperHalves.get(i) << Short.SIZE);
    }
    new Address(to).put(floats);
  }

  memory.data_type type() {
    return this == FLOAT32 ? memory.data_type.f32 : memory.data_type.bf16;
  }
}
