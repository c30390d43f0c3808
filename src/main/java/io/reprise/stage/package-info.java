/**
 * Spark at the edge of the core: a stage takes datasets and gives datasets. What is computed on
 * them is in {@code core}; who calls the stages, and in what order, is in {@code job}.
 */
package io.reprise.stage;
