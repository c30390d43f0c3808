/** The stages one after the other, from an archive to its report. */
package io.reprise.stage.audit;
