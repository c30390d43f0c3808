/**
 * From the archive as it is to chunks with halos, and a quarantine for every row that is not kept.
 */
package io.reprise.stage.ingest;
