package io.reprise.stage.train.averaging;

import io.reprise.core.network.TrainingState;

/** What all workers made of a round: their states as one, or the one before if nobody trained. */
record Averaged(Tally tally, TrainingState state) {}
