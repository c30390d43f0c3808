/**
 * The commands: one a job, thin over the stages. Exit codes, the session and what people see live
 * here.
 */
package io.reprise.job;
