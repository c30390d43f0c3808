/**
 * Whole audits of ever more series in a heap that stays as it is: what of it grows with the archive
 * must not be in the driver.
 */
package io.reprise.bench.scale;
