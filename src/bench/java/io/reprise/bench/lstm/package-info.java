/**
 * The LSTM autoencoder, trained and run by Reprise, by libtorch and by stock DL4J side by side, one
 * compute thread each. Every peer has a process of its own and works when told to: one at a time.
 */
package io.reprise.bench.lstm;
