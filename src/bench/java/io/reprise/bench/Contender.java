package io.reprise.bench;

/** Whoever is measured against others, turn by turn. */
@FunctionalInterface
public interface Contender {

  /** Works for one turn and says how many items a second that was. */
  double turn();
}
