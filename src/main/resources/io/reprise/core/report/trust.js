'use strict';

// How far the verdicts can be trusted: the threshold and its neighbours, the labels if there are any, and a plain
// method beside the model.
const Trust = (() => {
  const { report, byId, element, text, count, known, track, table } = Report;
  const { number, fixed, percent } = Format;

  // ---- Threshold -----------------------------------------------------------------------------

  const RULES = {
    sigma: (k) => `the mean of the validation errors plus ${k} standard deviations`,
    mad: (k) => `the median of the validation errors plus ${k} × 1.4826 times their median distance from it`,
    quantile: (k) => `the value that ${percent(k)} of the validation errors stay below`,
    contamination: (k) => `the least value that at most ${percent(k)} of the validation errors exceed`,
    pot: (k) => `what a normal error exceeds with a chance of ${percent(k)}, by a tail fitted to the greatest validation errors (peaks over threshold)`,
    labels: () => 'the value with the best F1 on labelled validation data',
    fixed: () => 'a value set by hand',
  };

  function ruleSentence(level) {
    const limit = (level.level === 'point' ? report.pointThreshold : report.threshold) || {};
    const rule = RULES[level.rule] ? RULES[level.rule](limit.k) : level.rule;
    return `A ${level.level} is flagged when its error is above ${number(level.inForce.value)}: ${rule} (${level.inForce.setting}).`;
  }

  function calibrationBlock(level) {
    const expected = level.expectedFalseAlarmRate;
    const rate = known(expected) ? `To expect: ${percent(expected)} of normal ${level.level}s above it, about ${number(Math.round(expected * level.judged))} of the ${number(level.judged)} judged; ${number(level.inForce.flagged)} were flagged. ` : '';
    const drift = `Between the errors judged and those of validation lies a Kolmogorov–Smirnov distance of ${fixed(level.drift.distance, 2)} (0 is alike, 1 is apart).`;
    const share = (flagged, fraction) => `${number(flagged)} (${percent(fraction)})`;
    const row = (name, setting) => [name, setting.setting, number(setting.value), share(setting.flaggedOnValidation, setting.fractionOnValidation), share(setting.flagged, setting.flaggedFraction)];
    return element('div', {},
      text('h3', `By ${level.level}`),
      text('p', ruleSentence(level)),
      ...level.warnings.map((warning) => text('p', warning, 'note')),
      table(['', 'Setting', 'Threshold', `Flags of ${number(level.validationErrors)} in validation`, `Flags of ${number(level.judged)} judged`],
        [row('stricter', level.stricter), row('in force', level.inForce), row('laxer', level.laxer)], ['', '', 'number', 'number', 'number']),
      text('p', rate + drift, 'hint'));
  }

  function showThreshold() {
    const levels = report.calibration || [];
    byId('threshold').hidden = levels.length === 0;
    byId('threshold-list').append(...levels.map(calibrationBlock));
  }

  // ---- Labels --------------------------------------------------------------------------------

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
    const cell = (n, name, right) => element('td', { className: right ? 'right' : '' }, number(n), text('small', name));
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
      text('td', name), text('td', fixed(value, 3), 'number'),
      element('td', {}, track(value, true)), text('td', meaning, 'muted')));
    return element('div', {}, element('div', { className: 'verdict' },
      element('div', {}, text('h3', `By ${verdict.level}`), verdict.confusion ? confusionTable(verdict) : null),
      element('div', { className: 'scroll' }, element('table', { className: 'metrics' }, element('tbody', {}, ...rows)))));
  }

  function detectionSentence(found) {
    const volume = known(found.vusPr) ? ` VUS-PR, which needs no threshold and forgives detections a little beside a labelled stretch, is ${fixed(found.vusPr, 3)}.` : '';
    const alarms = known(found.falseAlarmsPerDay) ? Number(found.falseAlarmsPerDay.toPrecision(2)) : '–';
    return `Of ${count(found.labelledEvents, 'labelled stretch', 'labelled stretches')}, ${number(found.found)} overlap an event. Of ${count(found.events, 'event')}, ${number(found.falseEvents)} overlap none: ${alarms} false alarms a day.${volume}`;
  }

  function showEvaluation() {
    const verdicts = [report.evaluation || []].flat();
    if (report.detection) byId('detection').textContent = detectionSentence(report.detection);
    if (verdicts.length === 0 && !report.detection) return;
    byId('evaluation').hidden = false;
    byId('evaluation-list').append(...verdicts.map(verdictBlock));
  }

  // ---- Yardstick -----------------------------------------------------------------------------

  function yardstickSentence(beside) {
    const flags = `The model flags ${count(beside.flaggedByModel, beside.level)} of ${number(beside.judged)}, ${count(beside.components, 'principal component')} ${number(beside.flagged)}.`;
    const agreement = known(beside.agreement) ? ` Of those that either flags, both flag ${number(beside.flaggedByBoth)} (${percent(beside.agreement)}).` : '';
    return flags + agreement;
  }

  function qualityTable({ model, baseline }) {
    const row = (name, key) => [name, fixed(model[key], 3), fixed(baseline[key], 3)];
    return table(['Against the labels', 'Model', 'Principal components'], [
      row('Average precision', 'averagePrecision'), row('AUC', 'auc'),
      row('Best F1 of all thresholds', 'bestF1'), row('F1 at the threshold', 'f1'),
    ], ['', 'number', 'number']);
  }

  function showYardstick() {
    const beside = report.baseline;
    if (!beside) return;
    byId('yardstick').hidden = false;
    byId('yardstick-sentence').textContent = yardstickSentence(beside);
    if (beside.evaluation) byId('yardstick-table').append(qualityTable(beside.evaluation));
  }

  return { showThreshold, showEvaluation, showYardstick };
})();
