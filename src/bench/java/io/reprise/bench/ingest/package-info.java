/** Ingest from Parquet to the series table, beside a plain sort of the same rows. */
package io.reprise.bench.ingest;
