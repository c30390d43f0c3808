/**
 * The tables: their schemas, their paths, their publication. The only place that writes, always to
 * a fresh directory first and to {@code latest.json} last.
 */
package io.reprise.stage.table;
