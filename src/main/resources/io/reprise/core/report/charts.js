'use strict';

// Every chart of the page: made when its place gets a width (so those in closed details wait),
// resized with it, and made anew when the theme changes or the page is printed.
const Charts = (() => {
  const PRINT_WIDTH = 680;
  const ROW_NAME = 130;
  const charts = new Map();
  // Pixels of the chart for one of the page: 2 in print, where the style sheet halves them again.
  let scale = 1;

  const px = (length) => length * scale;
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const font = () => `${px(11)}px system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif`;

  const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

  // Time ticks in UTC: the clock, and below it the date where it changes.
  function timeTicks(u, splits, axis, space, step) {
    let last = null;
    const years = new Set(splits.map((ms) => new Date(ms).getUTCFullYear())).size;
    return splits.map((ms) => {
      const date = new Date(ms);
      const fine = step < 86400000;
      const coarse = step >= 28 * 86400000;
      const month = MONTHS[date.getUTCMonth()];
      const calendar = coarse ? month : `${date.getUTCDate()} ${month}`;
      const upper = fine ? clockTick(date, step) : calendar;
      const lower = fine ? `${calendar} ${date.getUTCFullYear()}` : String(date.getUTCFullYear());
      if (!fine && !coarse && years === 1) return upper;
      const text = lower === last ? upper : `${upper}\n${lower}`;
      last = lower;
      return text;
    });
  }

  function clockTick(date, step) {
    const text = date.toISOString().slice(11, 23);
    return step >= 60000 ? text.slice(0, 5) : step >= 1000 ? text.slice(0, 8) : text.slice(6);
  }

  function axis(spec, extra) {
    return {
      stroke: colour('muted'), font: font(), labelFont: font(), gap: px(4),
      grid: { stroke: colour('grid'), width: px(1) },
      ticks: { stroke: colour('rule'), width: px(1), size: px(4) },
      ...extra,
    };
  }

  function xAxis(spec) {
    const ticks = spec.timed ? timeTicks : (u, splits) => splits.map((v) => (v === null ? '' : Format.number(v)));
    const labelled = spec.xLabel ? { label: spec.xLabel, labelSize: px(18), labelGap: px(2) } : {};
    return axis(spec, {
      show: !spec.bare, space: px(spec.timed ? 78 : 50), size: (u, values) => px(values && values.some((text) => text.includes('\n')) ? 40 : 24), values: ticks,
      ...(spec.wholeX ? { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000] } : {}),
      ...labelled,
    });
  }

  // Of the many lines of a logarithmic grid, those at powers of ten.
  const decades = (u, splits) => splits.map((v) => (v > 0 && Math.abs(Math.log10(v) - Math.round(Math.log10(v))) < 1e-6 ? v : null));

  // A name a row; one that does not fit loses its end.
  function rowAxis(spec) {
    const measure = document.createElement('canvas').getContext('2d');
    measure.font = font();
    const names = spec.rowNames.map((name) => shortened(name, px(ROW_NAME), (text) => measure.measureText(text).width));
    const widest = Math.max(...names.map((name) => measure.measureText(name).width));
    return axis(spec, {
      grid: { show: false }, ticks: { show: false }, size: Math.ceil(widest) + px(10),
      splits: () => names.map((_, row) => names.length - row - 0.5), values: () => names,
    });
  }

  function shortened(name, room, width) {
    if (width(name) <= room) return name;
    let kept = name.length - 1;
    while (kept > 1 && width(`${name.slice(0, kept)}…`) > room) kept -= 1;
    return `${name.slice(0, kept)}…`;
  }

  function yAxis(spec) {
    if (spec.rowNames) return rowAxis(spec);
    const ticks = spec.yTick || Format.number;
    return axis(spec, {
      ...(spec.y && spec.y.distr === 3 ? { grid: { stroke: colour('grid'), width: px(1), filter: decades } } : {}),
      size: px(54), space: px(spec.ySpace || 26),
      values: (u, splits) => splits.map((v) => (v === null ? '' : ticks(v))),
    });
  }

  // A measured point between two gaps has no line to either side; it is drawn as a dot.
  function alone(u, index) {
    const values = u.data[index];
    const missing = (i) => values[i] === null || values[i] === undefined;
    return values.map((_, i) => i).filter((i) => !missing(i) && missing(i - 1) && missing(i + 1));
  }

  function line(series) {
    return {
      stroke: colour(series.colour), width: px(series.width || 1.5),
      dash: series.dash && series.dash.map(px),
      fill: series.fill && colour(series.fill),
      fillTo: (u) => u.scales.y.min,
      paths: series.steps ? uPlot.paths.stepped({ align: 1 }) : undefined,
      points: series.dots ? { show: true, size: px(5) } : { show: true, size: px(4), filter: alone, fill: colour(series.colour) },
    };
  }

  function inPlot(u, draw) {
    const { left, top, width, height } = u.bbox;
    u.ctx.save();
    u.ctx.beginPath();
    u.ctx.rect(left, top, width, height);
    u.ctx.clip();
    draw(u.ctx, u.bbox);
    u.ctx.restore();
  }

  function shadeSpans(u, spans) {
    inPlot(u, (ctx, box) => {
      for (const { from, to, strong } of spans) {
        ctx.fillStyle = colour(strong ? 'span-strong' : 'span');
        const left = u.valToPos(from, 'x', true);
        const width = Math.max(u.valToPos(to, 'x', true) - left, 3 * uPlot.pxRatio * scale);
        ctx.fillRect(left, box.top, width, box.height);
      }
    });
  }

  function drawRule(u, rule) {
    inPlot(u, (ctx, box) => {
      const at = Math.round(u.valToPos(rule.at, rule.axis, true)) + 0.5;
      const unit = uPlot.pxRatio * scale;
      ctx.strokeStyle = colour(rule.colour);
      ctx.lineWidth = 1.5 * unit;
      ctx.setLineDash((rule.dash || [5, 4]).map((length) => length * unit));
      ctx.beginPath();
      if (rule.axis === 'x') { ctx.moveTo(at, box.top); ctx.lineTo(at, box.top + box.height); }
      else { ctx.moveTo(box.left, at); ctx.lineTo(box.left + box.width, at); }
      ctx.stroke();
    });
  }

  function options(spec, width) {
    const sync = spec.sync ? { key: spec.sync, scales: ['x', null] } : undefined;
    const rules = (spec.rules || []).filter((rule) => Number.isFinite(rule.at));
    return {
      width: px(width), height: px(spec.height), ms: 1, tzDate: (ms) => uPlot.tzDate(new Date(ms), 'Etc/UTC'),
      legend: { show: false },
      cursor: { y: false, sync, drag: { x: true, y: false, dist: 4 } },
      padding: [px(6), px(spec.timed ? 22 : 12), spec.bare ? px(4) : 0, 0],
      scales: { x: { time: Boolean(spec.timed), ...spec.x }, y: { ...spec.y } },
      axes: [xAxis(spec), yAxis(spec)],
      series: [{}, ...spec.series.map(line)],
      hooks: {
        drawClear: [(u) => shadeSpans(u, spec.spans || [])],
        draw: [(u) => rules.forEach((rule) => drawRule(u, rule)), (u) => spec.paint && inPlot(u, () => spec.paint(u, colour, uPlot.pxRatio * scale))],
        setCursor: [(u) => spec.hover && spec.hover(u.cursor.left < 0 ? null : u.cursor.idx, u)],
        ready: [(u) => spec.click && u.over.addEventListener('click', () => spec.click(u))],
      },
    };
  }

  function make(host, width) {
    const chart = charts.get(host);
    if (chart.plot) chart.plot.destroy();
    chart.width = width;
    chart.plot = new uPlot(options(chart.spec, width), chart.spec.data, host);
  }

  function fit(host, width) {
    const chart = charts.get(host);
    if (scale !== 1 || width < 40 || width === chart.width) return;
    if (!chart.plot) return make(host, width);
    chart.width = width;
    chart.plot.setSize({ width, height: chart.spec.height });
  }

  const watch = new ResizeObserver((entries) => requestAnimationFrame(() => {
    for (const entry of entries) fit(entry.target, Math.floor(entry.contentRect.width));
  }));

  function add(host, spec) {
    host.style.minHeight = `${spec.height}px`;
    charts.set(host, { spec, plot: null, width: 0 });
    watch.observe(host);
  }

  // Gives a chart another content.
  function replace(host, spec) {
    const chart = charts.get(host);
    host.style.minHeight = `${spec.height}px`;
    chart.spec = spec;
    if (chart.plot) make(host, chart.width);
  }

  // Draws a chart again, for what its content does not say.
  function repaint(host) {
    const { plot } = charts.get(host);
    if (plot) plot.redraw(false);
  }

  // Forgets the charts inside `container`.
  function drop(container) {
    for (const [host, chart] of charts) {
      if (!container.contains(host)) continue;
      watch.unobserve(host);
      if (chart.plot) chart.plot.destroy();
      charts.delete(host);
    }
  }

  // ---- Keyboard ------------------------------------------------------------------------------

  // The charts inside `group`, and those that share their cursor.
  function chartsOf(group) {
    const inside = [...charts].filter(([host]) => group.contains(host)).map(([, chart]) => chart);
    const shared = new Set(inside.map((chart) => chart.spec.sync).filter(Boolean));
    const others = [...charts.values()].filter((chart) => shared.has(chart.spec.sync) && !inside.includes(chart));
    return [...inside, ...others].filter((chart) => chart.plot);
  }

  // Arrow keys move the cursor over the group's charts, plus and minus zoom, Escape resets.
  function keyboard(group) {
    group.addEventListener('keydown', (event) => {
      const act = KEYS[event.key];
      const all = act && event.target === group ? chartsOf(group) : [];
      if (all.length === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      act(all.map((chart) => chart.plot), event.shiftKey ? 10 : 1, all[0].spec);
    });
  }

  function moveTo(plots, index) {
    const x = plots[0].data[0];
    const at = x[Math.min(Math.max(index, 0), x.length - 1)];
    for (const plot of plots) plot.setCursor({ left: Math.max(plot.valToPos(at, 'x'), 0), top: Math.max(plot.cursor.top, 1) });
  }

  function moveRow([plot], step, spec) {
    if (!spec.rowNames) return;
    const row = plot.over.clientHeight / spec.rowNames.length;
    const top = Math.min(Math.max(plot.cursor.top + step * row, row / 2), plot.over.clientHeight - row / 2);
    plot.setCursor({ left: Math.max(plot.cursor.left, 0), top });
  }

  const here = (plot) => (plot.cursor.idx === null || plot.cursor.idx === undefined ? plot.data[0].length >> 1 : plot.cursor.idx);

  function zoom(plots, factor) {
    const { min, max } = plots[0].scales.x;
    const x = plots[0].data[0];
    const middle = x[here(plots[0])];
    const half = ((max - min) * factor) / 2;
    const range = { min: Math.max(middle - half, x[0]), max: Math.min(middle + half, x[x.length - 1]) };
    for (const plot of plots) plot.setScale('x', range);
  }

  const KEYS = {
    ArrowLeft: (plots, step) => moveTo(plots, here(plots[0]) - step),
    ArrowRight: (plots, step) => moveTo(plots, here(plots[0]) + step),
    ArrowUp: (plots, step, spec) => moveRow(plots, -step, spec),
    ArrowDown: (plots, step, spec) => moveRow(plots, step, spec),
    Enter: ([plot], step, spec) => spec.click && spec.click(plot),
    '+': (plots) => zoom(plots, 0.5),
    '-': (plots) => zoom(plots, 2),
    Escape: (plots) => zoom(plots, Infinity),
  };

  // ---- Theme and print -----------------------------------------------------------------------

  // Makes anew the charts that have been made.
  function redraw() {
    for (const [host, chart] of charts) if (chart.plot) make(host, Math.floor(host.clientWidth) || chart.width);
  }

  function theme(name) {
    document.documentElement.dataset.theme = name;
    redraw();
  }

  // The charts that have been made, and all in `more`, at the width of the paper.
  function print(more) {
    scale = 2;
    for (const [host, chart] of charts) if (chart.plot || more.contains(host)) make(host, PRINT_WIDTH);
  }

  function endPrint() {
    scale = 1;
  }

  return { add, replace, repaint, drop, keyboard, theme, print, endPrint };
})();
