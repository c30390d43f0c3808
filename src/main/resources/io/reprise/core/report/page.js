'use strict';

// Fills page.html, section by section, and what holds for the whole page: navigation, theme, print.
(() => {
  const { byId, element } = Report;

  function showNavigation() {
    const sections = [...document.querySelectorAll('section[data-nav]')].filter((section) => !section.hidden);
    byId('nav').append(...sections.map((section) => element('a', { href: `#${section.id}`, textContent: section.dataset.nav })));
  }

  const dark = () => document.documentElement.dataset.theme === 'dark';

  function setTheme(name) {
    Charts.theme(name);
    nameTheme();
  }

  function nameTheme() {
    byId('theme').textContent = dark() ? 'Light' : 'Dark';
    byId('theme').setAttribute('aria-label', `Switch to ${dark() ? 'light' : 'dark'} colours`);
  }

  function watchTheme() {
    nameTheme();
    let chosen = false;
    byId('theme').addEventListener('click', () => {
      const name = dark() ? 'light' : 'dark';
      try { localStorage.setItem('reprise-theme', name); } catch { /* storage may be barred */ }
      chosen = true;
      setTheme(name);
    });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', (change) => {
      if (!chosen) setTheme(change.matches ? 'dark' : 'light');
    });
  }

  // Paper is white, has a width of its own, and shows more than one event.
  function watchPrint() {
    let onScreen = null;
    addEventListener('beforeprint', () => {
      onScreen = document.documentElement.dataset.theme;
      document.documentElement.dataset.theme = 'light';
      SeverityMap.print();
      Charts.print(Detail.print());
    });
    addEventListener('afterprint', () => {
      Detail.endPrint();
      SeverityMap.endPrint();
      Charts.endPrint();
      setTheme(onScreen);
    });
  }

  Opening.show();
  Events.show();
  Detail.showTypical();
  Distributions.showHistogram();
  Distributions.showTraining();
  Trust.showThreshold();
  Trust.showEvaluation();
  Trust.showYardstick();
  Origins.showQuality();
  Origins.showSettings();
  showNavigation();
  watchTheme();
  watchPrint();
})();
