/**
 * DL4J layers computed by oneDNN: an LSTM in the forms that a sequence autoencoder needs, and its
 * output layer. Parameters, scores and gradients are those of DL4J's stock layers, which are many
 * times slower, so that either engine continues what the other began. This is a library of its own:
 * nothing of Reprise comes in. The benchmarks page, {@code src/site/markdown/benchmarks.md},
 * compares it with stock DL4J and libtorch.
 *
 * <p>Arrays are {@code [batch, step, channel]} floats in 'c' order throughout, padded on the right
 * and masked by {@code [batch, step]} where sequences differ in length.
 *
 * <p>An LSTM multiplies numbers of the {@link io.reprise.core.lstm.Precision} that its
 * configuration names. The arrays between layers are floats all the same, and are rounded on the
 * way into a primitive.
 *
 * <p>Threads share nothing but oneDNN's engine. Only one thread at a time may use a network, whose
 * layers own their primitives and buffers. oneDNN runs on OpenMP: set {@code OMP_NUM_THREADS=1}
 * where a JVM runs several networks at once.
 *
 * <p>Native memory is allocated through JavaCPP, and so counts against {@code
 * org.bytedeco.javacpp.maxbytes}. A layer holds buffers for its largest batch and for a few shapes
 * that were used recently. They are freed with the layer, when the garbage collector frees the
 * network.
 */
package io.reprise.core.lstm;
