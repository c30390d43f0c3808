/**
 * The configuration: HOCON, parsed once into immutable records whose constructors say what is
 * wrong. {@code conf/reprise.conf} is the reference of every key.
 */
package io.reprise.config;
