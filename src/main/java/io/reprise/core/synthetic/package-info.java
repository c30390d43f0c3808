/**
 * Made-up archives with known faults: pumps sampled over weeks, and short sequences. Only what
 * draws such data belongs here; writing it is the job of a stage.
 */
package io.reprise.core.synthetic;
