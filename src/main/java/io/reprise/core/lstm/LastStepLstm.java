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
    long hidden = chunk.hidden(plan.outputFloats());
    run(plan, chunk, batch, from, hidden);
    for (int sequence = 0; sequence < plan.shape().batch(); sequence++) {
      long row = row(batch.output(), from + sequence);
      if (batch.lengths().validSteps(from + sequence) == 0) {
        Address.zero(row, units);
      } else {
        Address.copy(lastStep(hidden, batch, from, sequence), row, units);
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
        Address.copy(row, lastStep(sparse, batch, from, sequence), units);
      }
    }
    long hidden = chunk.hidden(plan.outputFloats());
    back(plan, chunk, batch, from, gradients, hidden, sparse);
    for (int sequence = 0; sequence < plan.shape().batch(); sequence++) {
      if (batch.lengths().validSteps(from + sequence) > 0) {
        Address.zero(lastStep(sparse, batch, from, sequence), units);
      }
    }
  }

  private long row(long address, int sequence) {
    return offset(address, (long) sequence * units);
  }

  private long lastStep(long address, LstmBatch batch, int from, int sequence) {
    long step = (long) sequence * batch.steps() + batch.lengths().validSteps(from + sequence) - 1;
    return offset(address, step * units);
  }
}
