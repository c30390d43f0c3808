/**
 * What a training learns from: which windows belong to which part, how they are scaled, who trains
 * on them and in which order.
 */
package io.reprise.stage.train.data;
