package io.reprise.core.lstm;

/**
 * {@link LstmForm#LAST_STEP}: all steps are computed, but only one row of each sequence is handed
 * on.
 */
final class LastStepLstm extends SequenceLstm {

  LastStepLstm(int inputs, int units, Precision precision) {
    super(inputs, units, precision);
  }

  @Override
  void forward(LstmPlan plan, ChunkMemory chunk, LstmBatch batch, int from) {
    long hidden = chunk.hidden(plan.shape());
    run(plan, chunk, batch, from, hidden);
    for (int sequence = 0; sequence < plan.shape().batch(); sequence++) {
      long row = row(batch.output(), from + sequence);
      if (batch.lengths().validSteps(from + sequence) == 0) {
        Address.zero(row, units);
      } else {
        long number = lastStep(batch, from, sequence);
        precision.copy(hidden + number * precision.bytes(), row, units);
      }
    }
  }

  @Override
  void backward(
      LstmPlan plan, ChunkMemory chunk, LstmBatch batch, int from, LstmGradients gradients) {
    long sparse = plan.outputGradient().address();
    for (int sequence = 0; sequence < plan.shape().batch(); sequence++) {
      if (batch.lengths().validSteps(from + sequence) > 0) {
        long row = row(gradients.output(), from + sequence);
        Address.copy(row, offset(sparse, lastStep(batch, from, sequence)), units);
      }
    }
    long hidden = chunk.hidden(plan.shape());
    back(plan, chunk, batch, from, gradients, hidden, sparse);
    for (int sequence = 0; sequence < plan.shape().batch(); sequence++) {
      if (batch.lengths().validSteps(from + sequence) > 0) {
        Address.zero(offset(sparse, lastStep(batch, from, sequence)), units);
      }
    }
  }

  private long row(long address, int sequence) {
    return offset(address, (long) sequence * units);
  }

  /** The place of the first number of a sequence's last step among those of the chunk. */
  private long lastStep(LstmBatch batch, int from, int sequence) {
    long step = (long) sequence * batch.steps() + batch.lengths().validSteps(from + sequence) - 1;
    return step * units;
  }
}
