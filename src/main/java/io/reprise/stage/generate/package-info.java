/** Writes synthetic archives, in the layouts that ingest reads. */
package io.reprise.stage.generate;
