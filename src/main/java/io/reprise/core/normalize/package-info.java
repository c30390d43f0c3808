/** Statistics that merge, and the scalers made from them. */
package io.reprise.core.normalize;
