/** Iterators: what the JDK leaves to be written by hand. A leaf that knows nothing of Reprise. */
package io.reprise.core.iterate;
