/** Errors of replayed windows, folded to sequence, time step and feature. */
package io.reprise.core.score;
