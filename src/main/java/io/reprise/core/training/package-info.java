/**
 * The course of a training apart from who computes it: learning rates, when to stop, and
 * checkpoints.
 */
package io.reprise.core.training;
