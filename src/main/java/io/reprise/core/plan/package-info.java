/** What a job would do and what it would cost, before it does it. */
package io.reprise.core.plan;
