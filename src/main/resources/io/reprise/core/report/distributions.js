'use strict';

// How the errors are distributed, and how the training went.
const Distributions = (() => {
  const { data, report, scores, byId, count, known, largest, smallest } = Report;
  const { number, percent } = Format;

  function shares(counts, floor) {
    const total = counts.reduce((sum, n) => sum + n, 0) || 1;
    const heights = counts.map((n) => (n > 0 ? n / total : floor));
    return [...heights, floor];
  }

  const total = (histogram) => (histogram && histogram.counts ? histogram.counts.reduce((sum, n) => sum + n, 0) : 0);

  function agreement() {
    if (!known(scores.r2)) return '';
    const worst = Object.entries(scores.r2ByFeature).sort((a, b) => a[1] - b[1])[0];
    const share = (r2) => (r2 < 0 ? 'none' : percent(r2));
    const least = Object.keys(scores.r2ByFeature).length > 1 ? `, of ${worst[0]} least, ${share(worst[1])}` : '';
    return `The replay explains ${share(scores.r2)} of the variance of what was judged (R²)${least}.`;
  }

  function showHistogram() {
    const scored = scores.histogram;
    if (!total(scored)) return;
    byId('histogram').hidden = false;
    byId('agreement').textContent = agreement();
    const validation = total(data.validationHistogram) ? data.validationHistogram : null;
    byId('validation-key').hidden = !validation;
    const floor = 0.6 / Math.max(total(scored), total(validation));
    const edges = scored.edges;
    const { row, say } = Figures.caption('');
    const bin = (i) => `${number(edges[i])} to ${number(edges[i + 1])}   scored ${number(scored.counts[i])}${validation ? `   validation ${number(validation.counts[i])}` : ''}`;
    const chart = Figures.canvas({
      height: 260, xLabel: 'replay error', yTick: percent,
      data: [edges, shares(scored.counts, floor), ...(validation ? [shares(validation.counts, floor)] : [])],
      series: [{ colour: 'error', fill: 'fill', steps: true }, ...(validation ? [{ colour: 'record', steps: true }] : [])],
      y: { distr: 3, range: () => [floor, 1] },
      rules: [{ axis: 'x', at: (report.threshold || {}).value, colour: 'flag' }],
      hover: (i) => say(known(i) && i < scored.counts.length ? bin(i) : ''),
    });
    byId('histogram-chart').append(Figures.plot('Histogram of replay errors with the threshold', chart, row));
  }

  function trainingHint() {
    const training = report.training;
    const last = training.history[training.history.length - 1];
    const speed = known(last.sequencesPerSecond) ? `, ${number(last.sequencesPerSecond)} sequences a second` : '';
    const held = known(training.validationSequences) ? ` and checked on ${number(training.validationSequences)} it never learned from` : '';
    return `Loss by epoch. Learned from ${count(training.sequences, 'sequence')}${held}; epoch ${number(training.bestEpoch)} of ${number(training.epochs)} was kept${speed}.`;
  }

  function showTraining() {
    const history = (report.training && report.training.history) || [];
    if (history.length === 0) return;
    byId('training').hidden = false;
    byId('training-hint').textContent = trainingHint();
    const rows = ['epoch', 'trainLoss', 'validationLoss'].map((key) => history.map((epoch) => epoch[key]));
    const losses = [...rows[1], ...rows[2]].filter(known);
    const steep = smallest(losses) > 0 && largest(losses) / smallest(losses) > 10;
    const { row, say } = Figures.caption('');
    const chart = Figures.canvas({
      height: 260, xLabel: 'epoch', wholeX: true, data: rows,
      x: history.length === 1 ? { range: (u, min, max) => [min - 1, max + 1] } : {}, y: { distr: steep ? 3 : 1 },
      series: [{ colour: 'record', dots: history.length < 40 }, { colour: 'replay', dash: [6, 4], dots: history.length < 40 }],
      rules: [{ axis: 'x', at: report.training.bestEpoch, colour: 'muted', dash: [1, 4] }],
      hover: (i) => say(known(i) && history[i] ? `epoch ${history[i].epoch}   train ${number(rows[1][i])}   validation ${number(rows[2][i])}` : ''),
    });
    byId('training-chart').append(Figures.plot('Training and validation loss by epoch', chart, row));
  }

  return { showHistogram, showTraining };
})();
