package io.reprise.core.lstm;

/** All that oneDNN must know to choose a primitive. */
record LstmShape(
    int batch,
    int steps,
    int inputs,
    int units,
    boolean initialState,
    boolean training,
    Precision precision) {

  /** How many numbers the outputs of all steps are. */
  long outputs() {
    return (long) batch * steps * units;
  }
}
