/**
 * DL4J layers computed by oneDNN: an LSTM in the forms that a sequence autoencoder needs, and its
 * output layer. Stock DL4J trains the same network 8 to 35 times slower; parameters, scores and
 * gradients here are those of the stock layers, so that either engine continues what the other
 * began. A library of its own: nothing of Reprise comes in.
 *
 * <p>Sequences a second, training by batches of 32, one thread of a Xeon with AVX-512, beside
 * libtorch 2.7.1 by turns: 2,533 against 1,133 (140 steps, 64 units), 555 against 284 (140 steps,
 * 128 and 64 units), 12,806 against 8,299 (60 steps of 8, 32 units), 1,132 against 516 (100 steps
 * of 38, 128 units); a third to four fifths of what the processor could do at best.
 *
 * <p>Arrays are {@code [batch, step, channel]} floats in 'c' order throughout, padded on the right
 * and masked by {@code [batch, step]} where sequences differ in length.
 *
 * <p>Threads share nothing but oneDNN's engine: a network is one thread's at a time, its layers own
 * their primitives and buffers. oneDNN runs on OpenMP: set {@code OMP_NUM_THREADS=1} where a JVM
 * runs several networks at once.
 *
 * <p>Native memory is allocated through JavaCPP, and so counts against {@code
 * org.bytedeco.javacpp.maxbytes}. A layer holds buffers for its largest batch and for a few shapes
 * recently used; they go with the layer, when the garbage collector finds the network gone.
 */
package io.reprise.core.lstm;
