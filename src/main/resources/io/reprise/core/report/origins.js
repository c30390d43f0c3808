'use strict';

// What became of the rows, and how the run was set up.
const Origins = (() => {
  const { data, report, scores, archive, byId, element, text, count, known, table } = Report;
  const { number, percent } = Format;

  // ---- Data quality --------------------------------------------------------------------------

  const NUMBERS = ['', 'number', 'number'];
  const titled = (title, ...children) => element('div', { className: 'part' }, text('h3', title), ...children);
  const counted = (byReason) => Object.entries(byReason || {}).filter(([, n]) => n > 0).sort((a, b) => b[1] - a[1]);
  const inWords = (reason) => reason.replaceAll('-', ' ');

  function rows() {
    const unjudged = scores.points ? scores.points.unjudged : 0;
    return [
      text('p', `${number(archive.rowsRead)} rows read = ${number(archive.rowsKept)} kept + ${number(archive.rowsQuarantined)} quarantined`, 'equation'),
      archive.rowsOutOfOrder ? text('p', `${count(archive.rowsOutOfOrder, 'row')} came after a later one and were put in order.`) : null,
      unjudged ? text('p', `${count(unjudged, 'point')} could not be judged: the stretch that holds them is shorter than a window.`) : null,
    ];
  }

  function reasons(title, byReason, all) {
    const list = counted(byReason);
    if (list.length === 0) return null;
    return titled(title, table(['Reason', 'Number', 'Of all rows read'], list.map(([reason, n]) => [inWords(reason), number(n), percent(n / all)]), NUMBERS));
  }

  function samples() {
    const list = data.quarantineSamples || [];
    if (list.length === 0) return null;
    return titled('One row of each reason', table(['Reason', 'File', 'Row'], list.map((sample) => [inWords(sample.reason), sample.file, sample.row]), ['', 'mono', 'mono']));
  }

  function coverage() {
    const list = data.coverage || [];
    if (list.length === 0) return null;
    const share = (n, each) => percent(n / (each.present + each.missing));
    return titled('Series with the most missing', table(['Series', 'Period', 'Points', 'Missing', 'Filled', 'Gaps'],
      list.map((each) => [each.series, Format.duration(each.periodMillis), number(each.present), share(each.missing, each), share(each.filled, each), number(each.gaps)]),
      ['', 'number', 'number', 'number', 'number', 'number']));
  }

  function showQuality() {
    byId('quality-body').append(...[
      ...rows(),
      reasons('Why rows were quarantined', archive.quarantinedByReason, archive.rowsRead),
      reasons('Why values are missing', archive.valuesMissingByReason, archive.rowsRead),
      coverage(),
      samples(),
    ].filter(known));
  }

  // ---- Run and settings ----------------------------------------------------------------------

  function showSettings() {
    const run = report.run || {};
    const facts = [
      ['Run', run.id],
      ['Job', run.job],
      ['Started', run.startedAt && `${Format.moment(Math.floor(Date.parse(run.startedAt) / 1000) * 1000)} UTC`],
      ['Took', known(run.seconds) ? Format.duration(run.seconds * 1000) : null],
      ['Scored', known(scores.sequencesPerSecond) ? `${number(scores.sequencesPerSecond)} sequences a second` : null],
      ['Spark', run.spark],
      ['Engine', run.engine],
      ['Precision', run.precision],
      ['Model', run.model],
      ['Configuration', run.configSha256 && `SHA-256 ${run.configSha256}`],
    ];
    byId('run').append(...facts.filter(([, value]) => value).flatMap(([name, value]) => [text('dt', name), text('dd', value)]));
    const settings = data.settings || {};
    byId('settings-changed').textContent = settings.changed || 'Every setting has its default.';
    byId('settings-all').textContent = settings.all || '';
  }

  return { showQuality, showSettings };
})();
