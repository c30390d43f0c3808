/**
 * From series to a model bundle: split, normaliser, averaged training on the executors, or a
 * training of its own for each series, validation.
 */
package io.reprise.stage.train;
