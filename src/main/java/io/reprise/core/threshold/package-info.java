/** Where errors stop being normal: rules, and the distribution of errors they are calibrated on. */
package io.reprise.core.threshold;
