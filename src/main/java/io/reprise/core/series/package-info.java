/**
 * Series as the pipeline sees them: cleaning rules, the regular grid, chunks with halos, and
 * windows as offsets into chunks. Nothing here knows where a series came from or what is done with
 * it.
 */
package io.reprise.core.series;
