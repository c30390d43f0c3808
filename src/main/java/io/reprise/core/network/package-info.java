/**
 * The autoencoder: its specification, the DL4J network built from it, and the model bundle that
 * carries both from training to scoring. A bundle is data; nothing in it names a class.
 */
package io.reprise.core.network;
