/**
 * DL4J's extension point for distributed training: a round of all workers, and how their states
 * become one. It knows nothing of epochs, data or stages.
 */
package io.reprise.stage.train.averaging;
