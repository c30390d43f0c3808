'use strict';

// Numbers and times as this page writes them.
const Format = (() => {
  const known = Number.isFinite;
  const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

  function number(value) {
    if (!known(value)) return '–';
    const size = Math.abs(value);
    if (size >= 1000 || Number.isInteger(value)) return whole.format(value);
    if (size < 0.001) return value.toExponential(2);
    return String(Number(value.toPrecision(3)));
  }

  // Three digits always, for columns of numbers that are compared.
  const precise = (value) => (known(value) && Math.abs(value) < 100 && Math.abs(value) >= 0.001 ? value.toPrecision(3) : number(value));

  const fixed = (value, digits) => (known(value) ? value.toFixed(digits) : '–');

  function percent(fraction) {
    if (!known(fraction)) return '–';
    const hundred = fraction * 100;
    if (hundred !== 0 && hundred < 0.01) return 'under 0.01%';
    return `${Number(hundred.toPrecision(hundred >= 99 ? 4 : 2))}%`;
  }

  const day = (ms) => new Date(ms).toISOString().slice(0, 10);

  // Seconds only where they say something.
  function clock(ms) {
    const time = new Date(ms).toISOString();
    return time.slice(11, time.slice(17, 23) === '00.000' ? 16 : 19);
  }

  const moment = (ms) => `${day(ms)} ${clock(ms)}`;

  function span(from, to) {
    if (from === to) return moment(from);
    return `${moment(from)} → ${day(from) === day(to) ? clock(to) : moment(to)}`;
  }

  function duration(ms) {
    if (ms <= 0) return 'one point';
    const seconds = Math.round(ms / 1000);
    if (seconds < 1) return `${Math.round(ms)} ms`;
    const parts = [
      [Math.floor(seconds / 86400), 'd'],
      [Math.floor(seconds / 3600) % 24, 'h'],
      [Math.floor(seconds / 60) % 60, 'min'],
      [seconds % 60, 's'],
    ];
    const first = parts.findIndex(([count]) => count > 0);
    return parts.slice(first, first + 2).filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`).join(' ');
  }

  return { number, precise, fixed, percent, day, clock, moment, span, duration };
})();

// The data of the page, and the small parts that several sections share. Data enters the page as
// text only, never as markup.
const Report = (() => {
  const data = JSON.parse(document.getElementById('report-data').textContent);
  const report = data.report;
  const events = report.events || [];
  const features = data.features || [];
  const scores = report.scores || {};
  const archive = report.archive || {};
  const { number } = Format;

  const byId = (id) => document.getElementById(id);

  function element(tag, properties, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(properties || {})) {
      if (name in node) node[name] = value;
      else node.setAttribute(name, value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
  }

  const text = (tag, textContent, className) => element(tag, { textContent, className: className || '' });
  const count = (n, one, many) => `${number(n)} ${n === 1 ? one : many || `${one}s`}`;
  const known = (value) => value !== null && value !== undefined;
  const largest = (values) => values.reduce((most, v) => (known(v) && v > most ? v : most), -Infinity);
  const smallest = (values) => values.reduce((least, v) => (known(v) && v < least ? v : least), Infinity);
  const timed = Boolean(data.map) || events.some((event) => event.start);
  const startOf = (event) => (event.start ? Date.parse(event.start) : null);
  const endOf = (event) => (event.end ? Date.parse(event.end) : startOf(event));
  // Steps of sequences without time were scored, each by itself.
  const stepped = !timed && Boolean(scores.points);
  const steps = ({ firstStep, lastStep }) => (firstStep === lastStep ? `step ${firstStep}` : `steps ${firstStep} to ${lastStep}`);
  const when = (event) => (event.start ? Format.span(startOf(event), endOf(event)) : stepped ? steps(event) : '');
  const lasted = (event) => (event.start ? Format.duration(endOf(event) - startOf(event)) : '–');

  function track(fraction, plain) {
    const bar = element('i');
    bar.style.width = `${Math.min(Math.max(fraction || 0, 0), 1) * 100}%`;
    return element('span', { className: plain ? 'track plain' : 'track', 'aria-hidden': 'true' }, bar);
  }

  const grade = (event) => (known(event.severity) ? event.severity.toFixed(1) : '–');

  // 1 to 5: the colour that a severity has in table and map.
  const severityStep = (value) => 1 + Math.min(Math.floor(value / 2), 4);

  function severity(event) {
    const bar = track(event.severity / 10);
    bar.classList.add(`severity-${severityStep(event.severity)}`);
    return element('span', { className: 'severity' }, text('b', grade(event)), bar);
  }

  function featureNames(event) {
    const [first, ...rest] = event.features || [];
    const shown = rest.slice(0, 3).join(', ') + (rest.length > 3 ? ` and ${rest.length - 3} more` : '');
    return element('span', {}, first || '–', shown ? text('span', `, ${shown}`, 'rest') : null);
  }

  function compare(a, b) {
    if (a === b) return 0;
    if (!known(a)) return 1;
    if (!known(b)) return -1;
    return typeof a === 'string' ? a.localeCompare(b, 'en', { numeric: true }) : a - b;
  }

  // A table of text; `classes` are those of its columns.
  function table(names, rows, classes = []) {
    const classOf = (i) => classes[i] || '';
    const head = (name, i) => element('th', { scope: 'col', className: classOf(i), textContent: name });
    return element('div', { className: 'scroll' }, element('table', {},
      element('thead', {}, element('tr', {}, ...names.map(head))),
      element('tbody', {}, ...rows.map((row) => element('tr', {}, ...row.map((value, i) => text('td', value, classOf(i))))))));
  }

  return {
    data, report, events, features, scores, archive, timed, stepped,
    byId, element, text, count, known, largest, smallest, compare,
    startOf, endOf, when, lasted, track, grade, severity, severityStep, featureNames, table,
  };
})();
