/**
 * A model on every executor, and chunks replayed through it; the thresholds that follow from it.
 * Training, scoring and the report share this.
 */
package io.reprise.stage.replay;
