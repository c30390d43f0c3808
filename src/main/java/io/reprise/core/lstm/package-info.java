/**
 * DL4J layers computed by oneDNN: an LSTM in the forms that a sequence autoencoder needs, and its
 * output layer. Stock DL4J trains the same network 8 to 42 times slower; parameters, scores and
 * gradients here are those of the stock layers, so that either engine continues what the other
 * began. A library of its own: nothing of Reprise comes in.
 *
 * <p>Sequences a second, training by batches of 32, one thread of a Xeon with AVX-512 that other
 * programs wanted as well, beside libtorch 2.7.1 by turns: 1,963 against 786 (140 steps, 64 units),
 * 391 against 155 (140 steps, 128 and 64 units), 10,500 against 6,799 (60 steps of 8, 32 units),
 * 816 against 304 (100 steps of 38, 128 units); a third to four fifths of what the processor could
 * do at best.
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
