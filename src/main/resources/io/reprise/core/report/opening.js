'use strict';

// What a person reads first: one sentence, what to beware of, and six figures.
const Opening = (() => {
  const {
    data, report, events, features, scores, archive, timed, stepped, when,
    byId, element, text, count, known, startOf, endOf, grade,
  } = Report;
  const { number, percent } = Format;
  const worst = events[0];

  function drivenBy(event) {
    return features.length > 1 && event.features && event.features.length ? `, driven by ${event.features[0]}` : '';
  }

  function stretch(from, to) {
    if (from === to) return `on ${Format.day(from)} at ${Format.clock(from)}`;
    if (Format.day(from) === Format.day(to)) return `on ${Format.day(from)} from ${Format.clock(from)} to ${Format.clock(to)}`;
    return `from ${Format.moment(from)} to ${Format.moment(to)}`;
  }

  function between() {
    if (!data.map) return '';
    const [from, to] = [data.map.first, data.map.last].map(Format.day);
    return from === to ? ` on ${from}` : ` between ${from} and ${to}`;
  }

  function headline() {
    if (!scores.sequences) return 'Nothing was judged: no sequence was scored.';
    return timed ? timedHeadline() : sequenceHeadline();
  }

  function timedHeadline() {
    const where = `Of ${number(archive.series)} series${between()}`;
    if (!worst) return `${where}, none behaved abnormally.`;
    const what = `${where}, ${number(report.seriesWithEvents)} behaved abnormally`;
    const worstOne = `in ${worst.series} ${stretch(startOf(worst), endOf(worst))} (severity ${grade(worst)})${drivenBy(worst)}`;
    return report.eventCount === 1 ? `${what}: one event, ${worstOne}.` : `${what}: ${number(report.eventCount)} events, the worst ${worstOne}.`;
  }

  function sequenceHeadline() {
    const all = `Of ${count(scores.sequences, 'sequence')}`;
    if (!worst) return `${all}, none differs from what the model expects.`;
    if (stepped) return `${all}, ${number(report.seriesWithEvents)} ${report.seriesWithEvents === 1 ? 'has a step' : 'have steps'} that the model does not expect; the worst is ${worst.series}, ${when(worst)} (severity ${grade(worst)})${drivenBy(worst)}.`;
    const differ = scores.flagged === 1 ? 'one differs' : `${number(scores.flagged)} differ`;
    return `${all}, ${differ} from what the model expects; the worst is ${worst.series} (severity ${grade(worst)})${drivenBy(worst)}.`;
  }

  function lede() {
    const learned = report.training && report.training.sequences ? ` from ${count(report.training.sequences, 'sequence')}` : '';
    return `Reprise learned what normal looks like${learned}, replayed every sequence through that model, and reports where the replay differs from the record.`;
  }

  function figure(name, value, note) {
    return element('div', {}, text('dt', name), text('dd', value), note ? text('dd', note, 'sub') : null);
  }

  // Of points where there are any: those are what events are made of unless the settings say otherwise.
  function judged() {
    const points = scores.points;
    if (!points) return { thing: 'sequence', all: scores.sequences, flagged: scores.flagged, limit: report.threshold || {} };
    return { thing: 'point', all: points.judged, flagged: points.flagged, limit: report.pointThreshold || {} };
  }

  function falseAlarms({ thing, all, limit }) {
    const rate = limit.expectedFalseAlarmRate;
    if (!known(rate)) return figure('False alarms to expect', '–');
    const alarms = rate * all;
    const about = number(alarms < 10 ? Number(alarms.toPrecision(2)) : Math.round(alarms));
    return figure('False alarms to expect', percent(rate), `of normal ${thing}s: about ${about} here`);
  }

  function figures() {
    const level = judged();
    return [
      figure(timed || stepped ? 'Events' : 'Sequences flagged', number(report.eventCount), worst ? `worst severity ${grade(worst)}` : 'nothing above the threshold'),
      figure('Series affected', number(report.seriesWithEvents), `of ${number(archive.series)}`),
      figure('Flagged', percent(level.flagged / level.all), `of ${count(level.all, level.thing)} judged`),
      falseAlarms(level),
      figure('Threshold', number(level.limit.value), `for the error of a ${level.thing}`),
      figure('Rows quarantined', number(archive.rowsQuarantined), `${percent(archive.rowsQuarantined / archive.rowsRead)} of ${number(archive.rowsRead)} read`),
    ];
  }

  function warnings() {
    const said = [...report.warnings, ...report.calibration.flatMap((level) => level.warnings)];
    if (said.length === 0) return [];
    return [text('h2', 'Before you rely on this'), element('ul', {}, ...said.map((warning) => text('li', warning)))];
  }

  // Keeps dates and times on one line.
  function unbroken(sentence) {
    return sentence.split(/(\d{4}-\d\d-\d\d|\d\d:\d\d)/).map((part, i) => (i % 2 ? text('span', part, 'date') : part));
  }

  function show() {
    byId('headline').append(...unbroken(headline()));
    byId('lede').textContent = lede();
    byId('warnings').append(...warnings());
    byId('warnings').hidden = !byId('warnings').hasChildNodes();
    byId('figures').append(...figures());
    const copy = byId('copy');
    copy.hidden = !navigator.clipboard;
    copy.addEventListener('click', () => navigator.clipboard.writeText(headline()).then(
      () => { copy.textContent = 'Copied'; setTimeout(() => { copy.textContent = 'Copy the sentence'; }, 1500); },
      () => { copy.hidden = true; }));
  }

  return { show };
})();
