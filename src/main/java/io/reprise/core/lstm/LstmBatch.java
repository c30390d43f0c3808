package io.reprise.core.lstm;

/**
 * The addresses of a batch's arrays on its way through a layer: what the layer takes and what it
 * gives. The backward pass has {@link LstmGradients} besides.
 */
record LstmBatch(int size, int steps, Lengths lengths, long input, long output) {}
