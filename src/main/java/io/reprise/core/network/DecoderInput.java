package io.reprise.core.network;

/** What the decoder is told of the code, the encoder's last step. */
public enum DecoderInput {
  /** The code, once a step. */
  REPEAT,
  /** The code as its first hidden state, and nothing at any step. */
  STATE
}
