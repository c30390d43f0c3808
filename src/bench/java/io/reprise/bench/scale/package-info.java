/**
 * What grows, and with what: a round of averaging with the workers. Each part measures one kind of
 * growth and adds rows to one list.
 */
package io.reprise.bench.scale;
