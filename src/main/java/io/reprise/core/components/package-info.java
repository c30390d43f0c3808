/**
 * Principal components of normal points: a simple measure beside the network's. Arrays come in, no
 * chunks.
 */
package io.reprise.core.components;
