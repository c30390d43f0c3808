'use strict';

// The map of series × time: a row a series, the worst first, a cell a stretch of time in the colour
// of the worst event that touches it.
const SeverityMap = (() => {
  const { data, events, archive, byId, element, known, startOf, endOf, severityStep } = Report;
  const { number } = Format;
  const map = data.map;
  const FIRST_ROWS = 30;
  // What fits on a printed page below a heading.
  const PRINTED_ROWS = 40;
  const ROW = 18;
  const AXIS = 42;
  const SHADES = ['quiet', 'severity-1', 'severity-2', 'severity-3', 'severity-4', 'severity-5'];

  const cellStart = (cell) => map.start + cell * map.width;
  const middles = () => map.series[0].severities.map((_, cell) => cellStart(cell) + map.width / 2);

  let host = null;
  let rows = 0;
  let selected = null;
  let choose = null;
  let say = null;

  // The listed events that touch a cell, the worst first.
  function eventsIn(row, cell) {
    const from = cellStart(cell);
    return events.filter((event) => event.series === map.series[row].name && startOf(event) < from + map.width && endOf(event) >= from);
  }

  function shade(severity) {
    if (!known(severity)) return null;
    return severity > 0 ? `severity-${severityStep(severity)}` : 'quiet';
  }

  function drawCells(u, colour, unit) {
    const colours = Object.fromEntries(SHADES.map((name) => [name, colour(name)]));
    const x = (cell) => Math.round(u.valToPos(cellStart(cell), 'x', true));
    const height = u.bbox.height / rows;
    map.series.slice(0, rows).forEach(({ severities }, row) => {
      const top = Math.round(u.bbox.top + row * height);
      const bottom = Math.round(u.bbox.top + (row + 1) * height) - unit;
      // Neighbours of one shade are one rectangle.
      for (let from = 0, to = 0; from < severities.length; from = to) {
        const own = shade(severities[from]);
        while (to < severities.length && shade(severities[to]) === own) to += 1;
        if (!own) continue;
        u.ctx.fillStyle = colours[own];
        u.ctx.fillRect(x(from), top, Math.max(x(to) - x(from), 1), bottom - top);
      }
    });
    frameSelected(u, colour, unit, height);
  }

  function frameSelected(u, colour, unit, height) {
    const row = selected ? map.series.slice(0, rows).findIndex((series) => series.name === selected.series) : -1;
    if (row < 0) return;
    const left = u.valToPos(startOf(selected), 'x', true);
    const width = Math.max(u.valToPos(endOf(selected), 'x', true) - left, 4 * unit);
    for (const [name, gap] of [['card', 1], ['ink', 2]]) {
      u.ctx.strokeStyle = colour(name);
      u.ctx.lineWidth = unit;
      u.ctx.strokeRect(left - gap * unit, u.bbox.top + row * height + (2 - gap) * unit, width + 2 * gap * unit, height - (5 - 2 * gap) * unit);
    }
  }

  function cellAt(u) {
    const cell = u.cursor.idx;
    const row = Math.min(Math.max(Math.floor((u.cursor.top / u.over.clientHeight) * rows), 0), rows - 1);
    return u.cursor.left < 0 || !known(cell) ? null : { row, cell };
  }

  function tell(u) {
    const at = cellAt(u);
    if (!at) return say('');
    const { name, severities } = map.series[at.row];
    const severity = severities[at.cell];
    const what = !known(severity) ? 'nothing judged' : severity === 0 ? 'quiet' : `severity ${severity.toFixed(1)}`;
    return say(`${name}   ${Format.span(cellStart(at.cell), cellStart(at.cell + 1))}   ${what}`);
  }

  function pick(u) {
    const at = cellAt(u);
    if (!at) return;
    const { name, severities } = map.series[at.row];
    choose(name, severities[at.cell] > 0 ? eventsIn(at.row, at.cell)[0] : undefined);
  }

  function spec() {
    return {
      height: rows * ROW + AXIS, timed: true, data: [middles(), middles().map(() => null)], series: [{ colour: 'ink' }],
      x: { range: (u, min, max) => [min - map.width / 2, max + map.width / 2] },
      y: { range: () => [0, rows] },
      rowNames: map.series.slice(0, rows).map((series) => series.name),
      paint: drawCells, hover: (cell, u) => tell(u), click: pick,
    };
  }

  function legend() {
    const swatch = (name, words) => element('span', {}, element('i', { className: `swatch cell ${name}` }), words);
    return [swatch('quiet', 'quiet'), ...[1, 2, 3, 4, 5].map((step) => swatch(`severity-${step}`, `${step === 1 ? 'severity ' : ''}${2 * step - 2}–${2 * step}`)), swatch('none', 'nothing judged')];
  }

  function hint() {
    const all = archive.series;
    const left = all > map.series.length ? `The ${number(map.series.length)} worst of ${number(all)} series; the others have lesser events or none.` : 'All series, the worst first.';
    return `${left} A cell is ${Format.duration(map.width)}, in the colour of the worst event that touches it. Choose a cell to see that event, or a quiet one to list its series.`;
  }

  function resize(to) {
    rows = to;
    Charts.replace(host, spec());
  }

  let onScreen = 0;

  function print() {
    if (!host) return;
    onScreen = rows;
    resize(Math.min(map.series.length, PRINTED_ROWS));
  }

  function endPrint() {
    if (host) resize(onScreen);
  }

  function show(chooser) {
    if (!map || map.series.length === 0) return;
    byId('map').hidden = false;
    choose = chooser;
    rows = Math.min(map.series.length, FIRST_ROWS);
    byId('map-hint').textContent = hint();
    byId('map-key').append(...legend());
    const caption = Figures.caption('');
    say = caption.say;
    host = Figures.canvas(spec());
    byId('map-chart').append(Figures.board('Map of severity by series and time', host, caption.row));
    const more = byId('all-rows');
    more.hidden = map.series.length <= rows;
    more.textContent = `Show all ${number(map.series.length)} series`;
    more.addEventListener('click', () => { more.hidden = true; resize(map.series.length); });
  }

  // Frames an event on the map.
  function mark(event) {
    selected = event;
    if (host) Charts.repaint(host);
  }

  return { show, mark, print, endPrint };
})();
