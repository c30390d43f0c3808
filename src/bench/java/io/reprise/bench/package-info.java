/**
 * Benchmarks, run by {@code mvn -Pbench verify}. They print and write {@code target/bench}, and
 * fail nothing: how fast is fast enough is for a reader to judge, who knows the machine.
 */
package io.reprise.bench;
