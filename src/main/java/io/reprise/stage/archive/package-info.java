/**
 * Opens archives of any format: their files, columns, labels and text. Here a row is still a row of
 * the archive; cleaning it is the work of {@code ingest}.
 */
package io.reprise.stage.archive;
