package io.reprise.core.lstm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** A layer's plans by shape. Batches of odd sizes come and go: the oldest plan makes room. */
final class LstmPlans implements AutoCloseable {

  /** Whole and last chunk of a training batch, of a validation batch and of a scoring batch. */
  private static final int CAPACITY = 6;

  private final Map<LstmShape, LstmPlan> plans = new LinkedHashMap<>(CAPACITY, 0.75f, true);
  private final Function<LstmShape, LstmPlan> factory;

  LstmPlans(Function<LstmShape, LstmPlan> factory) {
    this.factory = factory;
  }

  LstmPlan of(LstmShape shape) {
    LstmPlan plan = plans.get(shape);
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
    plans.values().forEach(LstmPlan::close);
    plans.clear();
  }
}
