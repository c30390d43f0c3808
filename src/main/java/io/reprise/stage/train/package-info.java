/**
 * From series to a model bundle: split, normaliser, averaged training on the executors, validation.
 */
package io.reprise.stage.train;
