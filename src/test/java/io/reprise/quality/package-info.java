/** Whether recipes reach the figures that they promise, each run as the audit job runs it. */
package io.reprise.quality;
