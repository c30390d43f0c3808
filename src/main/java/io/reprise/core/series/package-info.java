/**
 * Series as the pipeline sees them: the regular grid, chunks with halos, windows as offsets into
 * chunks, and splits of their time. Nothing here knows where a series came from or what is done
 * with it.
 */
package io.reprise.core.series;
