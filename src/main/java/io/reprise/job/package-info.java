/**
 * The commands, one for each job. They call the stages and compute nothing. Exit codes, the session
 * and what people see live here.
 */
package io.reprise.job;
