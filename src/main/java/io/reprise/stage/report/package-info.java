/** From scores to events, evaluation, report.json and the page. */
package io.reprise.stage.report;
