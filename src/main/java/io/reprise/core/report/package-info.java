/** What people and programs read: events, severity, evaluation, report.json and the HTML page. */
package io.reprise.core.report;
