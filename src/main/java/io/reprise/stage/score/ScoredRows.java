package io.reprise.stage.score;

import io.reprise.core.score.RSquared;
import io.reprise.core.score.ScoredChunk;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.Span;
import io.reprise.core.series.SplitPart;
import io.reprise.core.series.SplitPlan;
import io.reprise.stage.table.ScoredRow;
import io.reprise.stage.table.WindowScore;
import java.io.Serializable;

/** Scored chunks as rows. A row is shortened to leave out points outside of the judged span. */
record ScoredRows(SplitPlan split, boolean points, boolean replays) implements Serializable {

  ScoredRow row(ScoredChunk scored) {
    Chunk chunk = scored.chunk();
    ScoredRow row = new ScoredRow();
    row.setSeries(chunk.series());
    row.setTimed(chunk.timed());
    row.setPeriod(chunk.period());
    row.setWindows(windows(scored));
    int first = firstJudged(chunk);
    int judged = endJudged(chunk) - first;
    int count = points ? judged : 0;
    row.setStart(chunk.time(chunk.before() + first));
    row.setPointErrors(new float[count]);
    row.setPointBaselineErrors(scored.hasBaseline() ? new float[count] : null);
    row.setPointLabels(new int[count]);
    row.setPointFeatureErrors(new float[count * chunk.features()]);
    int unjudged = 0;
    for (int point = 0; point < count; point++) {
      int index = chunk.before() + first + point;
      row.getPointErrors()[point] = scored.pointError(first + point);
      if (scored.hasBaseline()) {
        row.getPointBaselineErrors()[point] = scored.baselinePointError(first + point);
      }
      row.getPointLabels()[point] = chunk.label(index, index + 1);
      System.arraycopy(
          scored.pointFeatureErrors(first + point),
          0,
          row.getPointFeatureErrors(),
          point * chunk.features(),
          chunk.features());
      unjudged += chunk.present(index) && Float.isNaN(scored.pointError(first + point)) ? 1 : 0;
    }
    row.setJudged(numbers(row.getPointErrors()));
    row.setUnjudged(unjudged);
    row.setReplay(replays ? scored.replays(first, judged) : null);
    row.setSquares(squared(scored, first, judged).numbers());
    return row;
  }

  private static int numbers(float[] values) {
    int numbers = 0;
    for (float value : values) {
      numbers += Float.isNaN(value) ? 0 : 1;
    }
    return numbers;
  }

  private static RSquared squared(ScoredChunk scored, int first, int judged) {
    RSquared squared = new RSquared(scored.chunk().features());
    scored.compare(first, judged, squared);
    return squared;
  }

  private int firstJudged(Chunk chunk) {
    Span span = split.span(SplitPart.JUDGED, chunk);
    int first = 0;
    while (first < chunk.count() && !span.contains(chunk.time(chunk.before() + first))) {
      first++;
    }
    return first;
  }

  private int endJudged(Chunk chunk) {
    Span span = split.span(SplitPart.JUDGED, chunk);
    int end = chunk.count();
    while (end > 0 && !span.contains(chunk.time(chunk.before() + end - 1))) {
      end--;
    }
    return Math.max(end, firstJudged(chunk));
  }

  private static WindowScore[] windows(ScoredChunk scored) {
    Chunk chunk = scored.chunk();
    int first = scored.firstOwned();
    WindowScore[] windows = new WindowScore[scored.windows() - first];
    for (int w = 0; w < windows.length; w++) {
      int start = scored.start(first + w);
      int end = start + scored.length(first + w);
      WindowScore window = new WindowScore();
      window.setStart(chunk.time(start));
      window.setEnd(chunk.time(end - 1));
      window.setError(scored.windowError(first + w));
      window.setBaselineError(scored.hasBaseline() ? scored.baselineWindowError(first + w) : null);
      window.setLabel(chunk.label(start, end));
      window.setStepErrors(scored.stepErrors(first + w));
      window.setFeatureErrors(scored.featureErrors(first + w));
      window.setEmbedding(scored.embedding(first + w));
      windows[w] = window;
    }
    return windows;
  }
}
