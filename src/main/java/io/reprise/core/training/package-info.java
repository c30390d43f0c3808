/** What a training needs whoever computes it: learning rates, when to stop, and checkpoints. */
package io.reprise.core.training;
