/** Tells what a job would do and cost. */
package io.reprise.stage.plan;
