'use strict';

// One event: what is known of it, the error of its series, and record against replay by feature.
const Detail = (() => {
  const {
    data, events, features, timed, stepped,
    byId, element, text, count, known, largest, compare, startOf, endOf, when, lasted, severity, featureNames,
  } = Report;
  const { number } = Format;
  const FIRST_FEATURES = 4;
  const PRINTED = 3;

  const replays = new Map((data.replays || []).map((replay) => [replay.event, replay]));
  const timelines = new Map((data.timelines || []).map((timeline) => [timeline.series, timeline]));

  const errorScale = (limit) => ({ range: (u, min, max) => [0, Math.max(known(max) ? max : 0, (limit || 0) * 1.3) * 1.06 || 1] });

  // ---- The series ----------------------------------------------------------------------------

  function timelineFigure(event) {
    const timeline = timelines.get(event.series);
    if (!timeline) return null;
    const own = events.filter((other) => other.series === event.series && other.start);
    const { row, say } = Figures.caption(`Error of ${event.series} over all time judged`, count(own.length, 'event'));
    const { times, errors, threshold } = timeline;
    const chart = Figures.canvas({
      height: 132, timed: true, data: [times, errors], y: errorScale(threshold),
      spans: own.map((other) => ({ from: startOf(other), to: endOf(other), strong: other === event })),
      series: [{ colour: 'error', fill: 'fill', width: 1.25 }],
      rules: [{ axis: 'y', at: threshold, colour: 'flag' }],
      hover: (i) => say(known(i) && known(errors[i]) ? `${Format.moment(times[i])}   error ${number(errors[i])}` : ''),
    });
    return Figures.plot(`Error of ${event.series} over time`, row, chart);
  }

  // ---- Record against replay -----------------------------------------------------------------

  // The flagged stretch, unless it is all there is; half a step wider on both sides, so that one flagged point shows.
  function flaggedSpan(replay, x) {
    const whole = replay.from === 0 && replay.to === x.length - 1;
    if (!known(replay.from) || !known(replay.to) || whole) return [];
    const half = x.length > 1 ? (x[1] - x[0]) / 2 : 0.5;
    return [{ from: x[replay.from] - half, to: x[replay.to] + half }];
  }

  const xOf = (replay) => replay.times || replay.features[0].record.map((_, i) => i * replay.step);

  function featureFigure(replay, feature, x, spans = flaggedSpan(replay, x)) {
    const { row, say } = Figures.caption(feature.name);
    const place = (i) => (replay.times ? Format.moment(x[i]) : `step ${x[i]}`);
    const hover = (i) => say(known(i) ? `${place(i)}   record ${number(feature.record[i])}   replay ${number(feature.replay[i])}   error ${number(feature.error[i])}` : '');
    const common = { timed: Boolean(replay.times), sync: `replay-${replay.event}`, spans, hover };
    const lines = [{ colour: 'record', width: 1.75 }, { colour: 'replay', width: 1.75, dash: [6, 4] }];
    return Figures.plot(`${feature.name} of ${replay.series}, record and replay, with the error below`, row,
      Figures.canvas({ ...common, bare: true, height: 150, data: [x, feature.record, feature.replay], series: lines }),
      Figures.canvas({ ...common, height: replay.times ? 104 : 106, xLabel: replay.times ? undefined : 'step', wholeX: !replay.times, ySpace: 22, data: [x, feature.error], series: [{ colour: 'error', fill: 'fill', width: 1.25 }], y: errorScale(0) }));
  }

  // Features in the order in which they contributed, then the others.
  function ordered(replay, event) {
    const rank = (feature) => { const i = (event.features || []).indexOf(feature.name); return i < 0 ? Infinity : i; };
    return [...replay.features].sort((a, b) => compare(rank(a), rank(b)));
  }

  const KEY = () => element('p', { className: 'key' },
    ...[['record', 'record'], ['replay', 'replay'], ['error', 'error'], ['threshold', 'threshold'], ['span', 'flagged']]
      .map(([name, words]) => element('span', {}, element('i', { className: `swatch ${name}` }), words)),
    text('span', 'Drag to zoom, double-click to reset.', 'muted screen'));

  function pictureNotes(replay) {
    const notes = [];
    if (replay.features.length < features.length) notes.push(`Drawn are ${number(replay.features.length)} of ${number(features.length)} features, those that drive the event first.`);
    if (replay.step > 1) notes.push(`Of every ${number(replay.step)} points, the one with the largest error is drawn.`);
    if (replay.cut) notes.push('The event goes on beyond the picture.');
    return notes.length ? text('p', notes.join(' '), 'hint') : null;
  }

  function replayFigures(event) {
    const replay = replays.get(events.indexOf(event));
    if (!replay) return [text('p', `Record against replay is drawn for the ${number(replays.size)} worst events (report.replays), and this is not one of them.`, 'hint')];
    const x = xOf(replay);
    const figures = ordered(replay, event).map((feature) => () => featureFigure(replay, feature, x));
    const rest = figures.slice(FIRST_FEATURES);
    const more = rest.length ? element('details', { className: 'more' }, text('summary', count(rest.length, 'more feature')), ...rest.map((make) => make())) : null;
    return [pictureNotes(replay), ...figures.slice(0, FIRST_FEATURES).map((make) => make()), more].filter(known);
  }

  // ---- What was not flagged -------------------------------------------------------------------

  const TYPICAL_FEATURES = 2;

  function typicalBlock(replay) {
    const x = xOf(replay);
    const when = replay.times ? `, ${Format.span(x[replay.from], x[replay.to])}` : '';
    return element('div', { className: 'part' }, text('h3', `${replay.series}${when}`),
      ...replay.features.slice(0, TYPICAL_FEATURES).map((feature) => featureFigure(replay, feature, x, [])));
  }

  function showTypical() {
    const typical = data.typical || [];
    byId('typical').hidden = typical.length === 0;
    const many = features.length > TYPICAL_FEATURES ? ` Drawn are the first ${TYPICAL_FEATURES} features.` : '';
    byId('typical-hint').textContent = `Some ${timed ? 'windows' : 'sequences'} whose error stays below the threshold, drawn by lot.${many}`;
    if (typical.length > 0) byId('typical-body').append(KEY(), ...typical.map(typicalBlock));
  }

  // ---- The event -----------------------------------------------------------------------------

  // From the severity, 10 × (1 − threshold / peak), back to the threshold.
  function timesThreshold(event) {
    const times = 1 / (1 - event.severity / 10);
    return Number.isFinite(times) ? ` (${number(Number(times.toPrecision(2)))} × threshold)` : '';
  }

  function facts(event) {
    const all = [
      ['Severity', severity(event)],
      timed ? ['Lasted', lasted(event)] : null,
      ['Peak error', `${Format.precise(event.peak)}${timesThreshold(event)}`],
      features.length > 1 ? ['Driven by', featureNames(event)] : null,
    ];
    return element('dl', { className: 'facts row' }, ...all.filter(known).map(([name, value]) => element('div', {}, text('dt', name), element('dd', {}, value))));
  }

  const title = (event) => (timed || stepped ? `${event.series}, ${when(event)}` : event.series);
  const body = (event) => [facts(event), KEY(), timelineFigure(event), ...replayFigures(event)].filter(known);

  function show(event, position, total) {
    byId('event').hidden = false;
    byId('event-title').textContent = title(event);
    byId('event-place').textContent = position < 0 ? 'not in the list as it is filtered' : `${number(position + 1)} of ${number(total)} listed`;
    byId('previous').disabled = position <= 0;
    byId('next').disabled = position === total - 1;
    Charts.drop(byId('event-body'));
    byId('event-body').replaceChildren(...body(event));
  }

  function prepare(step) {
    byId('previous').addEventListener('click', () => step(-1));
    byId('next').addEventListener('click', () => step(1));
  }

  function reveal() {
    byId('event').scrollIntoView();
    byId('event-title').focus({ preventScroll: true });
  }

  // On paper there is nothing to choose: the worst events are drawn one after the other.
  function print() {
    byId('printed-events').replaceChildren(...events.slice(0, PRINTED)
      .map((event) => element('div', { className: 'printed' }, text('h3', title(event)), ...body(event))));
    return byId('printed-events');
  }

  function endPrint() {
    Charts.drop(byId('printed-events'));
    byId('printed-events').replaceChildren();
  }

  return { prepare, show, showTypical, reveal, print, endPrint };
})();
