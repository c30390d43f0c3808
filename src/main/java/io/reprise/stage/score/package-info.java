/**
 * From series and a model to the errors of every window and point and, where wanted, to the
 * replayed signal and the codes of windows.
 */
package io.reprise.stage.score;
