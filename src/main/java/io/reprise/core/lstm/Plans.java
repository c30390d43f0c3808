package io.reprise.core.lstm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A layer's primitives and buffers by shape. If batches of other sizes come, the oldest make room.
 */
final class Plans<S, P extends Plans.Plan> implements AutoCloseable {

  /** Whole and last chunk of a training batch, of a validation batch and of a scoring batch. */
  private static final int CAPACITY = 6;

  private final Map<S, P> plans = new LinkedHashMap<>(CAPACITY, 0.75f, true);
  private final Function<S, P> factory;

  Plans(Function<S, P> factory) {
    this.factory = factory;
  }

  /** What one shape needs. */
  interface Plan extends AutoCloseable {
    @Override
    void close();
  }

  /** The plan of a shape, made where there is none yet. */
  P obtain(S shape) {
    P plan = plans.get(shape);
    if (plan == null) {
      makeRoom();
      plan = factory.apply(shape);
      plans.put(shape, plan);
    }
    return plan;
  }

  private void makeRoom() {
    if (plans.size() == CAPACITY) {
      plans.remove(plans.keySet().iterator().next()).close();
    }
  }

  @Override
  public void close() {
    plans.values().forEach(Plan::close);
    plans.clear();
  }
}
