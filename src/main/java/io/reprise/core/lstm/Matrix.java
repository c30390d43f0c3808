package io.reprise.core.lstm;

import org.bytedeco.dnnl.global.dnnl;

/** A matrix in rows at an address; oneDNN's sgemm, one thread. */
record Matrix(long address, int rows, int columns) {

  /** {@code this · other}, into {@code result}, times {@code keep} of what is there. */
  void times(Matrix other, Matrix result, float keep) {
    multiply('N', this, 'N', other, columns, result, keep);
  }

  void timesTransposed(Matrix other, Matrix result, float keep) {
    multiply('N', this, 'T', other, columns, result, keep);
  }

  void transposedTimes(Matrix other, Matrix result, float keep) {
    multiply('T', this, 'N', other, rows, result, keep);
  }

  private static void multiply(
      char layoutA, Matrix a, char layoutB, Matrix b, int inner, Matrix result, float keep) {
    int status =
        dnnl.dnnl_sgemm(
            (byte) layoutA,
            (byte) layoutB,
            result.rows,
            result.columns,
            inner,
            1,
            new Address(a.address),
            a.columns,
            new Address(b.address),
            b.columns,
            keep,
            new Address(result.address),
            result.columns);
    if (status != dnnl.dnnl_success) {
      throw new IllegalStateException("oneDNN refused a matrix product, status " + status);
    }
  }
}
