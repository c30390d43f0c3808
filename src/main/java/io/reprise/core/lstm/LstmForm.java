package io.reprise.core.lstm;

/** What an LSTM layer takes and what it hands on. */
public enum LstmForm {
  /** Takes a sequence and gives a sequence. */
  SEQUENCE(true, true),
  /** Takes a sequence and gives its last valid step: an encoder. */
  LAST_STEP(true, false),
  /** Takes a vector as the input of every step and gives a sequence: a decoder. */
  REPEAT(false, true),
  /**
   * Takes a vector as the hidden state before the first step, with no input at any step, and gives
   * a sequence: a decoder with as many inputs as units, and no input weights.
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
