package io.reprise.core.lstm;

/**
 * A batch on its way through a layer, by address: what the layer takes and what it gives, in the
 * forward pass arrays, in the backward pass their gradients beside them.
 */
record LstmBatch(int size, int steps, Lengths lengths, long input, long output) {}
