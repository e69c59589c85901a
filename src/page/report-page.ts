// The script of the report page: it draws the charts anew with what the page holds, so that one can go through them, and answers to the buttons. It runs
// in the editor's web view, asks nobody for anything, and hands files to save to the extension.

import '@vscode-elements/elements/dist/vscode-button/index.js';
import css from 'uplot/dist/uPlot.min.css';
import type { Chart } from '../engine/report/charts';
import { ReportChart } from './report-chart';
import { host, keep, kept } from './state';

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

const figures = [...document.querySelectorAll<HTMLElement>('figure[data-chart]')];
let charts: readonly ReportChart[] = [];
let weeks = kept().weeks ?? 52;

/** Again where the theme is another: a canvas keeps its colours. */
function drawAll(): void {
  const { scrollY } = window;
  for (const chart of charts) chart.destroy();
  charts = figures.map((figure) => new ReportChart(figure, JSON.parse(figure.dataset['chart'] ?? '') as Chart, weeks));
  window.scrollTo(0, scrollY);
}

for (const input of document.querySelectorAll<HTMLInputElement>('input[name="range"]')) {
  input.checked = Number(input.value) === weeks;
  input.addEventListener('change', () => {
    weeks = Number(input.value);
    keep({ weeks });
    for (const chart of charts) chart.show(weeks);
  });
}
for (const details of document.querySelectorAll<HTMLDetailsElement>('figure[id] details')) {
  const id = details.closest('figure')?.id ?? '';
  details.open = kept().open?.includes(id) ?? false;
  details.addEventListener('toggle', () => {
    const others = (kept().open ?? []).filter((other) => other !== id);
    keep({ open: details.open ? [...others, id] : others });
  });
}
for (const button of document.querySelectorAll<HTMLElement>('[data-do]'))
  button.addEventListener('click', () => {
    const what = button.dataset['do'];
    if (what === 'refresh' || what === 'page') host.postMessage({ kind: what });
    const chart = charts.find(({ figure }) => figure.contains(button));
    if (what === 'csv') host.postMessage({ kind: 'csv', name: chart?.name, data: chart?.csv() });
    if (what === 'png') host.postMessage({ kind: 'png', name: chart?.name, data: chart?.png() });
  });

drawAll();
keep({ folder: document.querySelector<HTMLElement>('main')?.dataset['folder'] ?? '' });

// A table that is too wide is scrolled by keyboard, too.
const widened = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const isTooWide = target.scrollWidth > target.clientWidth;
    target.toggleAttribute('tabindex', isTooWide);
    if (isTooWide) target.setAttribute('tabindex', '0');
  }
});
for (const wide of document.querySelectorAll('.wide')) widened.observe(wide);

// The editor shows the page only once it is loaded, and scrolls it by itself then: what is kept is asked for after that.
const scroll = kept().scroll ?? 0;
const goBack = (): void => window.scrollTo(0, scroll);
goBack();
window.addEventListener('load', () =>
  window.setTimeout(() => {
    goBack();
    let scrolled = 0;
    window.addEventListener('scroll', () => {
      window.clearTimeout(scrolled);
      scrolled = window.setTimeout(() => keep({ scroll: window.scrollY }), 200);
    });
  }, 100),
);

// The editor tells a change of theme by the page's classes and variables.
let themed = 0;
new MutationObserver(() => {
  window.clearTimeout(themed);
  themed = window.setTimeout(drawAll, 50);
}).observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
