/**
 * Distributed training: our master against DL4J's with the same network, data, batch and frequency;
 * what rounds cost; and how two workers compare to one, beside what the machine itself allows.
 */
package io.reprise.bench.training;
