package io.reprise.core.network;

/** How the decoder gets the code, the encoder's last step. */
public enum DecoderInput {
  /** The code is the input of every step. */
  REPEAT,
  /** The code is the first hidden state, and the steps have no input. */
  STATE
}
