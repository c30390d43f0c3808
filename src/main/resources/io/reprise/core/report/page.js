'use strict';

// Fills page.html: the opening, the events, the tables, and what a reader can switch.
(() => {
  const {
    data, report, events, replays, timelines, scores, archive, threshold, timed, worst,
    byId, element, count, known, largest, smallest, compare, startOf, endOf, when, track, grade, severity, featureNames,
  } = Report;
  const { number, percent } = Format;
  const FIRST_EVENTS = 25;
  const seriesWithEvents = new Set(events.map((event) => event.series)).size;

  // ---- Opening -------------------------------------------------------------------------------

  function drivenBy(event) {
    const several = (data.features || []).length > 1;
    return several && event.features && event.features.length ? `, driven by ${event.features[0]}` : '';
  }

  function between() {
    const from = Format.day(smallest(events.map(startOf)));
    const to = Format.day(largest(events.map(endOf)));
    return from === to ? `on ${from}` : `between ${from} and ${to}`;
  }

  function stretch(from, to) {
    if (from === to) return `at ${Format.moment(from)}`;
    const end = Format.day(from) === Format.day(to) ? Format.clock(to) : Format.moment(to);
    return `from ${Format.moment(from)} to ${end}`;
  }

  function headline() {
    if (events.length === 0) return quietHeadline();
    const severity = `severity ${grade(worst)}`;
    if (!timed) {
      const judged = `${number(scores.flagged)} of ${count(scores.sequences, 'sequence')}`;
      return `${judged} ${scores.flagged === 1 ? 'differs' : 'differ'} from what the model expects; the worst, ${severity}, is ${worst.series}${drivenBy(worst)}.`;
    }
    const place = `${worst.series} ${stretch(startOf(worst), endOf(worst))}`;
    if (events.length === 1) return `One event in ${number(archive.series)} series: ${severity}, on ${place}${drivenBy(worst)}.`;
    const where = `${count(events.length, 'event')} in ${number(seriesWithEvents)} of ${number(archive.series)} series ${between()}`;
    return `${where}; the worst, ${severity}, is on ${place}${drivenBy(worst)}.`;
  }

  function quietHeadline() {
    if (!scores.sequences) return 'Nothing was judged: no sequence was scored.';
    const judged = `${count(scores.sequences, 'sequence')} from ${number(archive.series)} series`;
    if (!scores.flagged) return `Nothing unusual: not one of ${judged} went above the threshold.`;
    return `No events. Of ${judged}, ${number(scores.flagged)} (${percent(scores.flaggedFraction)}) went above the threshold.`;
  }

  function lede() {
    const learned = report.training && report.training.sequences ? ` from ${count(report.training.sequences, 'sequence')}` : '';
    return `Reprise learned what normal looks like${learned}, replayed every sequence through that model, and reports where the replay differs from the record.`;
  }

  function figure(name, value, note) {
    return element('div', {}, element('dt', { textContent: name }), element('dd', { textContent: value }),
      note ? element('dd', { className: 'sub', textContent: note }) : null);
  }

  const RULES = {
    sigma: (k) => `mean + ${k} σ`,
    mad: (k) => `median + ${k} MAD`,
    quantile: (k) => `quantile ${k}`,
    pot: (k) => `peaks over threshold, risk ${k}`,
    contamination: (k) => `top share ${k}`,
    fixed: () => 'fixed by hand',
    labels: () => 'chosen by labels',
  };

  function thresholdNote(limit) {
    const rule = RULES[limit.rule] ? RULES[limit.rule](limit.k) : limit.rule;
    return `${rule}${limit.calibratedOn ? ` of ${limit.calibratedOn} errors` : ''}`;
  }

  function figures() {
    const rate = threshold.expectedFalseAlarmRate;
    const alarms = known(rate) ? rate * scores.sequences : null;
    const points = report.pointThreshold;
    const pointNote = points && known(points.value) ? `; single points ${number(points.value)}` : '';
    return [
      figure('Series', number(archive.series), `${number(seriesWithEvents)} with events`),
      figure('Sequences judged', number(scores.sequences), known(archive.points) ? `${number(archive.points)} points` : ''),
      figure('Flagged', percent(scores.flaggedFraction), count(scores.flagged, 'sequence')),
      figure('Threshold', number(threshold.value), thresholdNote(threshold) + pointNote),
      figure('Expected false alarms', known(alarms) ? `≈ ${number(alarms < 10 ? Number(alarms.toPrecision(2)) : Math.round(alarms))}` : '–',
        known(rate) ? `${percent(rate)} of normal sequences` : ''),
      figure('Rows quarantined', number(archive.rowsQuarantined), `${percent(archive.rowsQuarantined / archive.rowsRead)} of ${number(archive.rowsRead)} read`),
    ];
  }

  // Keeps dates on one line.
  function unbroken(sentence) {
    return sentence.split(/(\d{4}-\d\d-\d\d)/).map((part, i) => (i % 2 ? element('span', { className: 'date', textContent: part }) : part));
  }

  function showOpening() {
    byId('headline').append(...unbroken(headline()));
    byId('lede').textContent = lede();
    byId('figures').append(...figures());
    const copy = byId('copy');
    copy.hidden = !navigator.clipboard;
    copy.addEventListener('click', () => navigator.clipboard.writeText(headline()).then(
      () => { copy.textContent = 'Copied'; setTimeout(() => { copy.textContent = 'Copy the sentence'; }, 1500); },
      () => { copy.hidden = true; }));
  }

  // ---- Events --------------------------------------------------------------------------------

  function targetOf(event) {
    const index = events.indexOf(event);
    if (replays.some((replay) => replay.event === index)) return `replay-${index}`;
    const timeline = timelines.findIndex((candidate) => (candidate.events || []).includes(index));
    return timeline < 0 ? null : `timeline-${timeline}`;
  }

  function seriesLink(event) {
    const target = targetOf(event);
    if (!target) return element('span', { textContent: event.series });
    const link = element('a', { href: `#${target}`, textContent: event.series });
    link.addEventListener('click', () => reveal(target));
    return link;
  }

  const COLUMNS = [
    { name: 'Series', sort: (e) => e.series, cell: seriesLink },
    { name: 'Severity', sort: (e) => e.severity, cell: severity, falling: true },
    { name: 'When (UTC)', sort: startOf, cell: when, className: 'when', needsTime: true },
    { name: 'Lasted', sort: (e) => endOf(e) - startOf(e), cell: (e) => (e.start ? Format.duration(endOf(e) - startOf(e)) : '–'), className: 'number', needsTime: true },
    { name: 'Peak error', sort: (e) => e.peak, cell: (e) => Format.precise(e.peak), className: 'number', falling: true },
    { name: 'Driven by', sort: (e) => (e.features || []).join(), cell: featureNames, needsFeatures: true },
  ];

  function showEvents() {
    if (events.length === 0) return;
    byId('events').hidden = false;
    if (!timed) sayForSequences();
    const columns = COLUMNS.filter((column) => (timed || !column.needsTime) && ((data.features || []).length > 1 || !column.needsFeatures));
    const state = { column: COLUMNS.find((column) => column.name === 'Severity'), sign: -1, all: false };
    const heads = columns.map((column) => eventHead(column, state, () => drawEvents(columns, heads, state)));
    byId('event-table').tHead.append(element('tr', {}, ...heads));
    byId('filter').addEventListener('input', () => drawEvents(columns, heads, state));
    byId('all-events').addEventListener('click', () => { state.all = true; drawEvents(columns, heads, state); });
    drawEvents(columns, heads, state);
  }

  // An archive of sequences has no times: an event is a whole sequence there.
  function sayForSequences() {
    byId('event-table').classList.add('few');
    byId('filter').placeholder = 'name or feature';
    byId('events-hint').textContent = 'Each is a sequence whose replay departed from the record. Severity runs from 0 to 10. Choose a name to see its replay.';
  }

  function eventHead(column, state, draw) {
    const button = element('button', { type: 'button', textContent: column.name });
    button.addEventListener('click', () => {
      state.sign = state.column === column ? -state.sign : column.falling ? -1 : 1;
      state.column = column;
      draw();
    });
    return element('th', { scope: 'col', className: column.className === 'number' ? 'number' : '' }, button);
  }

  function matching(event, words) {
    const text = [event.series, event.start, when(event), ...(event.features || [])].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  }

  function drawEvents(columns, heads, state) {
    const words = byId('filter').value.toLowerCase().split(/\s+/);
    const chosen = events.filter((event) => matching(event, words));
    chosen.sort((a, b) => state.sign * compare(state.column.sort(a), state.column.sort(b)));
    const shown = state.all ? chosen : chosen.slice(0, FIRST_EVENTS);
    byId('event-table').tBodies[0].replaceChildren(...shown.map((event) => eventRow(event, columns)));
    heads.forEach((head, i) => {
      if (columns[i] === state.column) head.setAttribute('aria-sort', state.sign > 0 ? 'ascending' : 'descending');
      else head.removeAttribute('aria-sort');
    });
    byId('shown').textContent = chosen.length === events.length ? count(events.length, 'event') : `${number(chosen.length)} of ${count(events.length, 'event')}`;
    byId('all-events').hidden = shown.length === chosen.length;
    byId('all-events').textContent = `Show all ${number(chosen.length)}`;
  }

  function eventRow(event, columns) {
    const cells = columns.map((column) => element('td', { className: column.className || '' }, column.cell(event)));
    const row = element('tr', {}, ...cells);
    const link = row.querySelector('a');
    if (link) {
      row.className = 'link';
      row.addEventListener('click', (click) => { if (!click.target.closest('a')) link.click(); });
    }
    return row;
  }

  // Opens the replay or timeline with this id, wherever it is folded away, and goes there.
  function reveal(id) {
    const target = byId(id);
    if (!target) return;
    if (target.hidden) byId('all-timelines').click();
    document.querySelectorAll('.target').forEach((old) => old.classList.remove('target'));
    target.classList.add('target');
    if (target.tagName === 'DETAILS') target.open = true;
    target.scrollIntoView();
    (target.querySelector('summary') || target).focus({ preventScroll: true });
  }

  // ---- Tables --------------------------------------------------------------------------------

  function metricsOf(verdict, thing) {
    const { tp, fp, tn, fn } = verdict.confusion || {};
    const share = percent((tp + fn) / (tp + fp + tn + fn));
    return [
      ['Precision', verdict.precision, `Of the ${thing}s flagged, the share labelled anomalous.`],
      ['Recall', verdict.recall, `Of the ${thing}s labelled anomalous, the share flagged.`],
      ['F1', verdict.f1, 'Precision and recall in one figure, their harmonic mean.'],
      ['Balanced accuracy', verdict.balancedAccuracy, 'Share judged rightly, anomalous and normal weighted alike; guessing gives 0.5.'],
      ['AUC', verdict.auc, `Chance that an anomalous ${thing} has a larger error than a normal one, whatever the threshold; guessing gives 0.5.`],
      ['Average precision', verdict.averagePrecision, `Precision averaged over all thresholds; guessing gives the anomalous share, ${share}.`],
    ].filter(([, value]) => known(value));
  }

  function confusionTable(verdict) {
    const { tp, fp, tn, fn } = verdict.confusion;
    const cell = (n, name, right) => element('td', { className: right ? 'right' : '' }, number(n), element('small', { textContent: name }));
    const head = (text, scope) => element('th', { scope, textContent: text });
    return element('table', { className: 'confusion' },
      element('thead', {}, element('tr', {}, element('td', {}), head('flagged', 'col'), head('not flagged', 'col'))),
      element('tbody', {},
        element('tr', {}, head('labelled anomalous', 'row'), cell(tp, 'found', true), cell(fn, 'missed', false)),
        element('tr', {}, head('labelled normal', 'row'), cell(fp, 'false alarms', false), cell(tn, 'passed', true))));
  }

  function verdictBlock(verdict) {
    const thing = verdict.level === 'point' ? 'point' : 'sequence';
    const rows = metricsOf(verdict, thing).map(([name, value, meaning]) => element('tr', {},
      element('td', { textContent: name }), element('td', { className: 'number', textContent: value.toFixed(3) }),
      element('td', {}, track(value, true)), element('td', { className: 'muted', textContent: meaning })));
    return element('div', {}, element('div', { className: 'verdict' },
      element('div', {}, element('h3', { textContent: `By ${verdict.level || 'sequence'}` }), verdict.confusion ? confusionTable(verdict) : null),
      element('div', { className: 'scroll' }, element('table', { className: 'metrics' }, element('tbody', {}, ...rows)))));
  }

  function settingRow(name, setting) {
    const cell = (text) => element('td', { className: 'number', textContent: text });
    const share = (flagged, fraction) => cell(`${number(flagged)} (${percent(fraction)})`);
    return element('tr', {}, element('td', { textContent: name }), element('td', { textContent: setting.setting }),
      cell(number(setting.value)), share(setting.flaggedOnValidation, setting.fractionOnValidation), share(setting.flagged, setting.flaggedFraction));
  }

  function calibrationBlock(level) {
    const head = (text) => element('th', { scope: 'col', textContent: text });
    const numbers = (text) => element('th', { scope: 'col', className: 'number', textContent: text });
    const note = `${percent(level.expectedFalseAlarmRate)} of normal ${level.level}s are to be expected above the threshold in force. Kolmogorov–Smirnov distance of the judged errors from validation: ${level.drift.distance.toFixed(2)}.`;
    return element('div', {},
      element('h3', { textContent: `By ${level.level}: ${level.rule}` }),
      ...level.warnings.map((warning) => element('p', { className: 'note', textContent: warning })),
      element('div', { className: 'scroll' }, element('table', {},
        element('thead', {}, element('tr', {}, head(''), head('Setting'), numbers('Threshold'), numbers(`Flags of ${number(level.validationErrors)} in validation`), numbers(`Flags of ${number(level.judged)} judged`))),
        element('tbody', {}, settingRow('stricter', level.stricter), settingRow('in force', level.inForce), settingRow('laxer', level.laxer)))),
      element('p', { className: 'hint', textContent: note }));
  }

  function showCalibration() {
    const levels = report.calibration || [];
    if (levels.length === 0) return;
    byId('calibration').hidden = false;
    byId('calibration-list').append(...levels.map(calibrationBlock));
  }

  function detectionSentence(found) {
    const volume = known(found.vusPr) ? ` VUS-PR, which needs no threshold and forgives detections a little beside a labelled stretch, is ${found.vusPr.toFixed(3)}.` : '';
    return `Of ${count(found.labelledEvents, 'labelled stretch', 'labelled stretches')}, ${number(found.found)} overlap an event. Of ${count(found.events, 'event')}, ${number(found.falseEvents)} overlap none: ${Number(found.falseAlarmsPerDay.toPrecision(2))} false alarms a day.${volume}`;
  }

  function showEvaluation() {
    const verdicts = [report.evaluation || []].flat();
    if (report.detection) byId('detection').textContent = detectionSentence(report.detection);
    if (verdicts.length === 0 && !report.detection) return;
    byId('evaluation').hidden = false;
    byId('evaluation-list').append(...verdicts.map(verdictBlock));
  }

  function table(names, rows, classes) {
    const classOf = (i) => (classes && classes[i]) || '';
    return element('div', { className: 'scroll' }, element('table', {},
      element('thead', {}, element('tr', {}, ...names.map((name, i) => element('th', { scope: 'col', className: classOf(i), textContent: name })))),
      element('tbody', {}, ...rows.map((row) => element('tr', {}, ...row.map((value, i) => element('td', { className: classOf(i), textContent: value })))))));
  }

  function equation() {
    const lost = archive.rowsRead - archive.rowsKept - archive.rowsQuarantined;
    const parts = [`${number(archive.rowsRead)} rows read = `, `${number(archive.rowsKept)} kept + `, `${number(archive.rowsQuarantined)} quarantined`];
    const sum = element('p', { className: 'equation', textContent: parts.join('') });
    const gap = lost ? element('p', { className: 'note', textContent: `These do not add up: ${count(Math.abs(lost), 'row')} ${lost > 0 ? 'unaccounted for' : 'too many'}.` }) : null;
    return [sum, gap].filter(known);
  }

  function showQuality() {
    const body = byId('quality-body');
    body.append(...equation());
    const reasons = Object.entries(archive.quarantinedByReason || {}).filter(([, n]) => n > 0).sort((a, b) => b[1] - a[1]);
    if (reasons.length) {
      body.append(element('div', { className: 'reasons' }, element('h3', { textContent: 'Why rows were quarantined' }),
        table(['Reason', 'Rows', 'Of all read'], reasons.map(([reason, n]) => [reason, number(n), percent(n / archive.rowsRead)]), ['', 'number', 'number'])));
    }
    const samples = data.quarantineSamples || [];
    if (samples.length) {
      body.append(element('h3', { className: 'samples', textContent: 'Some of these rows' }),
        table(['Reason', 'File', 'Row'], samples.map((sample) => [sample.reason, sample.file, sample.row]), ['', '', 'mono']));
    }
  }

  function showSettings() {
    const run = report.run || {};
    const facts = [['Run', run.id], ['Job', run.job], ['Started', run.startedAt && `${Format.moment(Date.parse(run.startedAt))} UTC`], ['Took', known(run.seconds) ? Format.duration(run.seconds * 1000) : null],
      ['Scored', known(scores.sequencesPerSecond) ? `${number(scores.sequencesPerSecond)} sequences a second` : null],
      ['Spark', run.spark], ['Engine', run.engine], ['Model', run.model], ['Configuration', run.configSha256 && `SHA-256 ${run.configSha256}`]];
    byId('run').append(...facts.filter(([, value]) => value).flatMap(([name, value]) => [element('dt', { textContent: name }), element('dd', { textContent: value })]));
    byId('settings-text').hidden = !report.settings;
    byId('settings-text').querySelector('pre').textContent = report.settings || '';
  }

  // ---- Page ----------------------------------------------------------------------------------

  function showNavigation() {
    const sections = [...document.querySelectorAll('section[data-nav]')].filter((section) => !section.hidden);
    byId('nav').append(...sections.map((section) => element('a', { href: `#${section.id}`, textContent: section.dataset.nav })));
  }

  function nameTheme() {
    byId('theme').textContent = document.documentElement.dataset.theme === 'dark' ? 'Light' : 'Dark';
    byId('theme').setAttribute('aria-label', `Switch to ${byId('theme').textContent.toLowerCase()} colours`);
  }

  function setTheme(name) {
    Charts.theme(name);
    nameTheme();
  }

  function watchTheme() {
    nameTheme();
    let chosen = false;
    byId('theme').addEventListener('click', () => {
      const name = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
      try { localStorage.setItem('reprise-theme', name); } catch { /* storage may be barred */ }
      chosen = true;
      setTheme(name);
    });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', (change) => {
      if (!chosen) setTheme(change.matches ? 'dark' : 'light');
    });
  }

  showOpening();
  showEvents();
  Plots.showTimelines();
  Plots.showReplays();
  Plots.showHistogram();
  Plots.showTraining();
  showCalibration();
  showEvaluation();
  showQuality();
  showSettings();
  showNavigation();
  watchTheme();
  addEventListener('hashchange', () => reveal(location.hash.slice(1)));
  if (location.hash.startsWith('#replay-') || location.hash.startsWith('#timeline-')) reveal(location.hash.slice(1));
})();
