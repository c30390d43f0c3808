/**
 * From points in any order to chunks on a grid: fragments as a task reads them, gaps, duplicates,
 * and the period that a series is sampled at.
 */
package io.reprise.core.cut;
