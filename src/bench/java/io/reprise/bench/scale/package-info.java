/**
 * What grows, and with what: a round of averaging with the workers, the driver's heap and the time
 * of an audit with the series. Each part measures one kind of growth and adds rows to one list.
 */
package io.reprise.bench.scale;
