'use strict';

// The event table, its filters, and which event is chosen. The chosen one stands in the address, so
// that a link can name it and the browser's back button returns to the one before.
const Events = (() => {
  const {
    report, events, features, timed, stepped, byId, element, text, count, known, compare,
    startOf, endOf, when, lasted, severity, featureNames,
  } = Report;
  const { number } = Format;
  const FIRST_EVENTS = 12;

  const link = (event) => element('a', { href: `#event-${events.indexOf(event)}`, textContent: event.series });

  const COLUMNS = [
    { name: 'Series', sort: (e) => e.series, cell: link },
    { name: 'Severity', sort: (e) => e.severity, cell: severity, falling: true },
    stepped ? { name: 'Where', sort: (e) => e.firstStep, cell: when, className: 'when' } : { name: 'When (UTC)', sort: startOf, cell: when, className: 'when', needsTime: true },
    { name: 'Lasted', sort: (e) => endOf(e) - startOf(e), cell: lasted, className: 'number', falling: true, needsTime: true },
    { name: 'Peak error', sort: (e) => e.peak, cell: (e) => Format.precise(e.peak), className: 'number', falling: true },
    { name: 'Driven by', sort: (e) => (e.features || []).join(), cell: featureNames, needsFeatures: true },
  ].filter((column) => (timed || !column.needsTime) && (features.length > 1 || !column.needsFeatures));

  const state = { column: COLUMNS[1], sign: -1, all: false, listed: [], chosen: null };
  const heads = COLUMNS.map(head);

  function head(column) {
    const button = element('button', { type: 'button', textContent: column.name });
    button.addEventListener('click', () => {
      state.sign = state.column === column ? -state.sign : column.falling ? -1 : 1;
      state.column = column;
      draw();
    });
    return element('th', { scope: 'col', className: column.className === 'number' ? 'number' : '' }, button);
  }

  // ---- Filters -------------------------------------------------------------------------------

  function matches(event) {
    const words = byId('filter').value.toLowerCase().split(/\s+/);
    const said = [event.series, event.start, when(event)].join(' ').toLowerCase();
    const feature = byId('feature').value;
    return words.every((word) => said.includes(word)) && (!feature || (event.features || []).includes(feature)) && event.severity >= Number(byId('least').value);
  }

  const filtered = () => byId('filter').value !== '' || byId('feature').value !== '' || Number(byId('least').value) > 0;

  function clear() {
    byId('filter').value = '';
    byId('feature').value = '';
    byId('least').value = '0';
    draw();
  }

  function prepareFilters() {
    byId('feature').append(...['', ...features].map((name) => element('option', { value: name, textContent: name || 'any' })));
    byId('feature-label').hidden = features.length < 2;
    for (const id of ['filter', 'feature', 'least']) byId(id).addEventListener('input', draw);
    byId('clear').addEventListener('click', clear);
    byId('all-events').addEventListener('click', () => { state.all = true; draw(); });
  }

  // ---- Table ---------------------------------------------------------------------------------

  function draw() {
    state.listed = events.filter(matches);
    state.listed.sort((a, b) => state.sign * compare(state.column.sort(a), state.column.sort(b)));
    const shown = state.all ? state.listed : state.listed.slice(0, FIRST_EVENTS);
    byId('event-table').tBodies[0].replaceChildren(...shown.map(row));
    heads.forEach((th, i) => {
      if (COLUMNS[i] === state.column) th.setAttribute('aria-sort', state.sign > 0 ? 'ascending' : 'descending');
      else th.removeAttribute('aria-sort');
    });
    byId('least-value').textContent = number(Number(byId('least').value));
    byId('shown').textContent = shown.length === events.length ? count(events.length, 'event') : `${number(shown.length)} of ${count(state.listed.length, 'event')}`;
    byId('clear').hidden = !filtered();
    byId('all-events').hidden = shown.length === state.listed.length;
    byId('all-events').textContent = `Show all ${number(state.listed.length)}`;
  }

  function row(event) {
    const tr = element('tr', {}, ...COLUMNS.map((column) => element('td', { className: column.className || '' }, column.cell(event))));
    if (event === state.chosen) tr.setAttribute('aria-current', 'true');
    tr.addEventListener('click', (click) => { if (!click.target.closest('a')) tr.querySelector('a').click(); });
    return tr;
  }

  // Up and down walk the rows; the browser's own Enter follows the link.
  function walk(key) {
    const step = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[key.key];
    const next = step && key.target.closest('tr')[step];
    if (!next) return;
    key.preventDefault();
    next.querySelector('a').focus();
  }

  // ---- The chosen event ----------------------------------------------------------------------

  function choose(event) {
    state.chosen = event;
    draw();
    SeverityMap.mark(event);
    Detail.show(event, state.listed.indexOf(event), state.listed.length);
  }

  // What the map tells: an event, or only a series, whose events are listed then.
  function fromMap(series, event) {
    if (event) {
      location.hash = `event-${events.indexOf(event)}`;
      return;
    }
    byId('filter').value = series;
    draw();
  }

  function step(by) {
    const next = state.listed[state.listed.indexOf(state.chosen) + by];
    if (next) location.replace(`#event-${events.indexOf(next)}`);
  }

  function stepByKey(key) {
    const by = { n: 1, p: -1 }[key.key];
    const typing = key.target.closest && key.target.closest('input, select, textarea');
    if (by && !typing && !key.ctrlKey && !key.metaKey && !key.altKey) step(by);
  }

  function followAddress() {
    const named = /^#event-(\d+)$/.exec(location.hash);
    const event = named && events[Number(named[1])];
    if (!event) return;
    choose(event);
    Detail.reveal();
  }

  // An archive of sequences has no times: an event is a whole sequence there.
  function sayForSequences() {
    byId('event-table').classList.add('few');
    byId('filter-name').textContent = 'Name';
    byId('filter').placeholder = 'part of a name';
    byId('events-hint').textContent = `Each is ${stepped ? 'a step of a sequence, or some in a row, where the' : 'a sequence whose'} replay departed from the record. Severity runs from 0 to 10: 5 is twice the threshold, 9 ten times.`;
  }

  function sayWhatIsMissing() {
    const more = report.eventCount - events.length;
    const listed = more > 0 ? `The worst ${number(events.length)} of ${count(report.eventCount, 'event')} are listed. All are` : 'These events are also';
    byId('events-csv').prepend(`${listed} in `);
  }

  function show() {
    SeverityMap.show(fromMap);
    if (events.length === 0) return;
    byId('events').hidden = false;
    if (!timed) sayForSequences();
    sayWhatIsMissing();
    byId('event-table').tHead.append(element('tr', {}, ...heads));
    byId('event-table').tBodies[0].addEventListener('keydown', walk);
    prepareFilters();
    draw();
    Detail.prepare(step);
    choose(state.listed[0]);
    addEventListener('keydown', stepByKey);
    addEventListener('hashchange', followAddress);
    followAddress();
  }

  return { show };
})();
