/**
 * The LSTM autoencoder, trained and run by Reprise, by libtorch and by stock DL4J side by side, one
 * compute thread each.
 */
package io.reprise.bench.lstm;
