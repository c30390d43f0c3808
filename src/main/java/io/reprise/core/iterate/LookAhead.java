package io.reprise.core.iterate;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;

/** An iterator that can show the next element before it hands it out. No element is null. */
public abstract class LookAhead<T> implements Iterator<T> {

  private T next;
  private boolean ended;

  public static <T> LookAhead<T> over(Iterator<T> iterator) {
    return new LookAhead<>() {
      @Override
      protected T find() {
        return iterator.hasNext() ? iterator.next() : null;
      }
    };
  }

  /** The next element, or null at the end; not called again after that. */
  protected abstract T find();

  @Override
  public final boolean hasNext() {
    if (next == null && !ended) {
      next = find();
      ended = next == null;
    }
    return next != null;
  }

  @Override
  public final T next() {
    T found = peek();
    next = null;
    return found;
  }

  /** The element that {@link #next} will hand out. */
  public final T peek() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return next;
  }

  /** Hands out the elements up to the first that does not meet the condition, which stays. */
  public final Iterator<T> takeWhile(Predicate<T> condition) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return LookAhead.this.hasNext() && condition.test(next);
      }

      @Override
      public T next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return LookAhead.this.next();
      }
    };
  }
}
