'use strict';

// The sections made of charts: timelines, replays, histogram, training.
const Plots = (() => {
  const {
    data, report, events, replays, timelines, scores, threshold, timed,
    byId, element, count, known, largest, smallest, compare, startOf, endOf, when, severity, featureNames,
  } = Report;
  const { number, percent } = Format;
  const FIRST_TIMELINES = 8;
  const FIRST_REPLAYS = 3;
  const FIRST_FEATURES = 6;

  function caption(title, note) {
    const readout = element('span', { className: 'readout' });
    const row = element('div', { className: 'caption' },
      element('span', {}, element('b', { textContent: title }), note ? element('span', { className: 'muted', textContent: `  ${note}` }) : null), readout);
    return { row, say: (text) => { readout.textContent = text; } };
  }

  function canvas(spec) {
    const host = element('div', { className: 'canvas' });
    Charts.add(host, spec);
    return host;
  }

  // A figure that takes the keyboard: arrow keys read values off it.
  function plot(label, ...children) {
    const group = element('div', { className: 'plot', tabIndex: 0, role: 'group', 'aria-label': `${label}. Arrow keys read values, plus and minus zoom, Escape resets.` }, ...children);
    Charts.keyboard(group);
    // Charts that share a cursor all write their values; only the one in focus is read aloud.
    const readout = group.querySelector('.readout');
    group.addEventListener('focus', () => readout.setAttribute('aria-live', 'polite'));
    group.addEventListener('blur', () => readout.removeAttribute('aria-live'));
    return group;
  }

  const errorScale = (limit) => ({ range: (u, min, max) => [0, Math.max(known(max) ? max : 0, (limit || 0) * 1.3) * 1.06 || 1] });

  function timelineNote(timeline, peak) {
    const times = timeline.threshold > 0 && Number.isFinite(peak) ? `${number(peak / timeline.threshold)} × threshold` : number(peak);
    return `${count((timeline.events || []).length, 'event')}, peak ${times}`;
  }

  function timelineFigure(timeline, index, [first, last]) {
    const peak = largest(timeline.errors);
    const note = timelineNote(timeline, peak);
    const { row, say } = caption(timeline.series, note);
    // One empty point at each end puts all timelines on one axis.
    const x = [first, ...timeline.times, last];
    const y = [null, ...timeline.errors, null];
    const spans = (timeline.events || []).map((i) => events[i]).filter((event) => event && event.start).map((event) => [startOf(event), endOf(event)]);
    const chart = canvas({
      height: 132, timed: true, sync: 'timelines', data: [x, y], spans, y: errorScale(timeline.threshold),
      series: [{ colour: 'error', fill: 'fill', width: 1.25 }],
      rules: [{ axis: 'y', at: timeline.threshold, colour: 'flag' }],
      hover: (i) => say(known(i) && known(y[i]) ? `${Format.moment(x[i])}   error ${number(y[i])}` : ''),
    });
    const group = plot(`Replay error of ${timeline.series} over time: ${note}`, row, chart);
    group.id = `timeline-${index}`;
    return group;
  }

  function showTimelines() {
    const drawn = timelines.filter((timeline) => timeline.times && timeline.times.length);
    if (drawn.length === 0) return;
    byId('timelines').hidden = false;
    const range = [smallest(drawn.map((t) => t.times[0])), largest(drawn.map((t) => t.times[t.times.length - 1]))];
    const list = drawn.map((timeline) => timelineFigure(timeline, timelines.indexOf(timeline), range));
    list.slice(FIRST_TIMELINES).forEach((group) => { group.hidden = true; });
    byId('timeline-list').append(...list);
    const more = byId('all-timelines');
    more.hidden = list.length <= FIRST_TIMELINES;
    more.textContent = `Show ${list.length - FIRST_TIMELINES} more series`;
    more.addEventListener('click', () => {
      more.hidden = true;
      list.forEach((group) => { group.hidden = false; });
    });
  }

  // The flagged stretch, unless it is all there is; half a step wider on both sides, so that one flagged point shows.
  function flaggedSpan(replay, x) {
    const whole = replay.from === 0 && replay.to === x.length - 1;
    if (!known(replay.from) || !known(replay.to) || whole) return [];
    const half = x.length > 1 ? (x[1] - x[0]) / 2 : 0.5;
    return [[x[replay.from] - half, x[replay.to] + half]];
  }

  function featureFigure(replay, feature, x) {
    const { row, say } = caption(feature.name);
    const place = (i) => (replay.times ? Format.moment(x[i]) : `step ${x[i]}`);
    const hover = (i) => say(known(i) ? `${place(i)}   record ${number(feature.record[i])}   replay ${number(feature.replay[i])}   error ${number(feature.error[i])}` : '');
    const common = { timed: Boolean(replay.times), sync: `replay-${replay.event}`, spans: flaggedSpan(replay, x), hover };
    const lines = [{ colour: 'record', width: 1.75 }, { colour: 'replay', width: 1.75, dash: [6, 4] }];
    return plot(`${feature.name} of ${replay.series}, record and replay, with the error below`, row,
      canvas({ ...common, bare: true, height: 150, data: [x, feature.record, feature.replay], series: lines }),
      canvas({ ...common, height: replay.times ? 104 : 106, xLabel: replay.times ? undefined : 'step', wholeX: !replay.times, ySpace: 22, data: [x, feature.error], series: [{ colour: 'error', fill: 'fill', width: 1.25 }], y: errorScale(0) }));
  }

  // Features in the order in which they contributed, then the others.
  function ordered(replay, event) {
    const rank = (feature) => { const i = (event.features || []).indexOf(feature.name); return i < 0 ? Infinity : i; };
    return [...replay.features].sort((a, b) => compare(rank(a), rank(b)));
  }

  function replayFigure(replay, position) {
    const event = events[replay.event] || { features: [] };
    const x = replay.times || (replay.features[0] ? replay.features[0].record.map((_, i) => i) : []);
    const figures = ordered(replay, event).map((feature) => () => featureFigure(replay, feature, x));
    const what = element('span', { className: 'what' }, element('b', { textContent: replay.series }),
      timed ? element('span', { textContent: when(event) }) : null,
      (data.features || []).length > 1 ? featureNames(event) : null, severity(event, 'severity'));
    const body = element('div', {}, ...figures.slice(0, FIRST_FEATURES).map((make) => make()));
    const rest = figures.slice(FIRST_FEATURES);
    if (rest.length) body.append(element('details', { className: 'more' }, element('summary', { textContent: `${count(rest.length, 'more feature', 'more features')}` }), ...rest.map((make) => make())));
    return element('details', { className: 'case', id: `replay-${replay.event}`, open: position < FIRST_REPLAYS }, element('summary', {}, what), body);
  }

  function showReplays() {
    if (replays.length === 0) return;
    byId('replays').hidden = false;
    byId('order-hint').hidden = (data.features || []).length < 2;
    byId('replay-list').append(...replays.map(replayFigure));
  }

  // Equal steps on a logarithmic axis mean that the edges were meant for one.
  const geometric = (edges) => edges.length > 2 && edges[0] > 0 && edges[edges.length - 1] / edges[0] > 20 && (edges[2] - edges[1]) / (edges[1] - edges[0]) > 1.01;

  function shares(counts, floor) {
    const total = counts.reduce((sum, n) => sum + n, 0) || 1;
    const heights = counts.map((n) => (n > 0 ? n / total : floor));
    return [...heights, floor];
  }

  const total = (histogram) => (histogram && histogram.counts ? histogram.counts.reduce((sum, n) => sum + n, 0) : 0);

  function showHistogram() {
    const scored = scores.histogram;
    if (!total(scored)) return;
    byId('histogram').hidden = false;
    const validation = total(data.validationHistogram) ? data.validationHistogram : null;
    byId('validation-key').hidden = !validation;
    const floor = 0.6 / Math.max(total(scored), total(validation));
    const edges = scored.edges;
    const { row, say } = caption('');
    const bin = (i) => `${number(edges[i])} to ${number(edges[i + 1])}   scored ${number(scored.counts[i])}${validation ? `   validation ${number(validation.counts[i])}` : ''}`;
    const chart = canvas({
      height: 260, xLabel: 'replay error', yTick: percent,
      data: [edges, shares(scored.counts, floor), ...(validation ? [shares(validation.counts, floor)] : [])],
      series: [{ colour: 'error', fill: 'fill', steps: true }, ...(validation ? [{ colour: 'record', steps: true }] : [])],
      x: { distr: geometric(edges) ? 3 : 1 },
      y: { distr: 3, range: () => [floor, 1] },
      rules: [{ axis: 'x', at: threshold.value, colour: 'flag' }],
      hover: (i) => say(known(i) && i < scored.counts.length ? bin(i) : ''),
    });
    byId('histogram-chart').append(plot('Histogram of replay errors with the threshold', chart, row));
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
    const { row, say } = caption('');
    const chart = canvas({
      height: 260, xLabel: 'epoch', wholeX: true, data: rows,
      x: history.length === 1 ? { range: (u, min, max) => [min - 1, max + 1] } : {}, y: { distr: steep ? 3 : 1 },
      series: [{ colour: 'record', dots: history.length < 40 }, { colour: 'replay', dash: [6, 4], dots: history.length < 40 }],
      rules: [{ axis: 'x', at: report.training.bestEpoch, colour: 'muted', dash: [1, 4] }],
      hover: (i) => say(known(i) && history[i] ? `epoch ${history[i].epoch}   train ${number(rows[1][i])}   validation ${number(rows[2][i])}` : ''),
    });
    byId('training-chart').append(plot('Training and validation loss by epoch', chart, row));
  }

  return { showTimelines, showReplays, showHistogram, showTraining };
})();
