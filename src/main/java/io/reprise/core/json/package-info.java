/** Strict JSON for published formats: no reflection, unknown and missing fields refused. */
package io.reprise.core.json;
