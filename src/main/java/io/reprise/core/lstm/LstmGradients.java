package io.reprise.core.lstm;

/** Where the backward pass reads the gradient of the output and leaves all others. */
record LstmGradients(long output, long input, long layer, long iteration, long bias) {}
