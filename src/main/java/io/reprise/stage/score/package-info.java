/** From series and a model to the errors of every window and point. */
package io.reprise.stage.score;
