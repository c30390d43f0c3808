'use strict';

// The frame of a chart: a caption that also reads out values, a place to draw, and the keyboard.
const Figures = (() => {
  const { element, text } = Report;

  function caption(title, note) {
    const readout = text('span', '', 'readout');
    const row = element('div', { className: 'caption' },
      element('span', {}, text('b', title), note ? text('span', `  ${note}`, 'muted') : null), readout);
    return { row, say: (words) => { readout.textContent = words; } };
  }

  function canvas(spec) {
    const host = element('div', { className: 'canvas' });
    Charts.add(host, spec);
    return host;
  }

  const READING = 'Arrow keys read values, plus and minus zoom, Escape resets.';
  const CHOOSING = 'Arrow keys move from cell to cell, Enter chooses one, plus and minus zoom, Escape resets.';

  function group(label, keys, ...children) {
    const node = element('div', { className: 'plot', tabIndex: 0, role: 'group', 'aria-label': `${label}. ${keys}` }, ...children);
    Charts.keyboard(node);
    // Charts that share a cursor all write their values; only the one in focus is read aloud.
    const readout = node.querySelector('.readout');
    node.addEventListener('focus', () => readout.setAttribute('aria-live', 'polite'));
    node.addEventListener('blur', () => readout.removeAttribute('aria-live'));
    return node;
  }

  return {
    caption, canvas,
    plot: (label, ...children) => group(label, READING, ...children),
    board: (label, ...children) => group(label, CHOOSING, ...children),
  };
})();
