package io.reprise.core.network;

import java.io.Serializable;

/**
 * What a network may have beyond its layers.
 *
 * @param clipNorm the norm to which a layer's gradient is scaled down where it is greater; 0 for
 *     none
 */
public record NetworkOptions(double clipNorm) implements Serializable {

  public static final NetworkOptions PLAIN = new NetworkOptions(0);
}
