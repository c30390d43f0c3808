/** Scoring from Parquet to Parquet, beside the bare layers' forward pass on as many threads. */
package io.reprise.bench.score;
