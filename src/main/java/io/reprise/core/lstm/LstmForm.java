package io.reprise.core.lstm;

/** What an LSTM layer takes and what it hands on. */
public enum LstmForm {
  /** A sequence in, a sequence out. */
  SEQUENCE(true, true),
  /** A sequence in, its last valid step out: an encoder. */
  LAST_STEP(true, false),
  /** A vector in, taken as the input of every step; a sequence out: a decoder. */
  REPEAT(false, true),
  /**
   * A vector in, taken as the hidden state before the first step, with no input at any; a sequence
   * out: a decoder with as many inputs as units, and no input weights.
   */
  INITIAL_STATE(false, true);

  private final boolean takesSequence;
  private final boolean givesSequence;

  LstmForm(boolean takesSequence, boolean givesSequence) {
    this.takesSequence = takesSequence;
    this.givesSequence = givesSequence;
  }

  boolean takesSequence() {
    return takesSequence;
  }

  boolean givesSequence() {
    return givesSequence;
  }

  boolean hasInputWeights() {
    return this != INITIAL_STATE;
  }
}
