package io.reprise.core.series;

import java.io.Serializable;

/**
 * Which part of a chunk trains the model, which calibrates its threshold and which is judged. A
 * plan is made once, at training, and goes into the model bundle.
 */
public sealed interface SplitPlan extends Serializable {

  /** The time of a chunk that belongs to a part. A sequence belongs to one part as a whole. */
  Span span(SplitPart part, Chunk chunk);

  /** One pair of instants, in microseconds, for all series. A sequence counts by its start. */
  record ByTime(long trainUntil, long validationUntil, boolean sequences) implements SplitPlan {

    public ByTime {
      if (trainUntil >= validationUntil) {
        throw new IllegalArgumentException("Validation must end after training");
      }
    }

    @Override
    public Span span(SplitPart part, Chunk chunk) {
      Span span = cut(part, trainUntil, validationUntil);
      return sequences ? whole(span.contains(chunk.start())) : span;
    }
  }

  /** The first points of each series, from its own start; a series that has none is judged. */
  record ByPoints(int trainPoints, int validationPoints) implements SplitPlan {

    @Override
    public Span span(SplitPart part, Chunk chunk) {
      Long start = chunk.own().start();
      if (start == null) {
        return whole(part == SplitPart.JUDGED);
      }
      long trainUntil = after(start, trainPoints, chunk.period());
      return cut(part, trainUntil, after(trainUntil, validationPoints, chunk.period()));
    }

    /** The end of time where so many points reach beyond it. */
    private static long after(long start, int points, long period) {
      boolean beyond = period > 0 && points > (Long.MAX_VALUE - Math.max(start, 0)) / period;
      return beyond ? Long.MAX_VALUE : start + points * period;
    }
  }

  /** Everything is judged: the model has seen none of it. */
  record Unseen() implements SplitPlan {
    @Override
    public Span span(SplitPart part, Chunk chunk) {
      return whole(part == SplitPart.JUDGED);
    }
  }

  /** Sequences are dealt out by their names and a seed. */
  record ByLot(double train, double validation, long seed) implements SplitPlan {

    @Override
    public Span span(SplitPart part, Chunk chunk) {
      double lot = lot(chunk.series());
      SplitPart drawn =
          lot < train
              ? SplitPart.TRAIN
              : lot < train + validation ? SplitPart.VALIDATION : SplitPart.JUDGED;
      return whole(part == drawn);
    }

    /** A number from 0 to below 1, evenly spread over names: FNV-1a, mixed as in SplitMix64. */
    private double lot(String name) {
      long hash = 0xcbf29ce484222325L ^ seed;
      for (int i = 0; i < name.length(); i++) {
        hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
      }
      hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
      hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
      return ((hash ^ (hash >>> 31)) >>> 11) * 0x1.0p-53;
    }
  }

  /** Sequences known to be anomalous are judged, wherever another plan would have them. */
  record NormalOnly(SplitPlan plan) implements SplitPlan {
    @Override
    public Span span(SplitPart part, Chunk chunk) {
      return chunk.label(0, chunk.points()) > 0
          ? whole(part == SplitPart.JUDGED)
          : plan.span(part, chunk);
    }
  }

  private static Span cut(SplitPart part, long trainUntil, long validationUntil) {
    return switch (part) {
      case TRAIN -> new Span(Long.MIN_VALUE, trainUntil);
      case VALIDATION -> new Span(trainUntil, validationUntil);
      case JUDGED -> new Span(validationUntil, Long.MAX_VALUE);
    };
  }

  private static Span whole(boolean all) {
    return all ? Span.ALL : Span.NONE;
  }
}
