// The report as a page: plain HTML with drawings in it, nothing from elsewhere. It takes its colours from the editor's theme, and every drawing has its
// numbers in a table below, for whoever can't see it. In the editor a script draws the charts anew, so that one can go through them; a file has none.

import { visibleLine } from '../visible-text';
import { LEAST_OF_A_BIN } from '../learn/calibration';
import { chartsOf, type Chart, type ChartKind } from './charts';
import { classOf, drawing, namesOf, text, valueText } from './drawing';
import type { Report, Target } from './report';
import { duration, OUTCOMES, plural, recurrenceName, share, VERDICTS } from './words';

/** `name`: the workspace folder's. */
export type PageOptions = { readonly name: string } & (
  | {
      /** Where the style sheet lies, as the page may load it. */
      readonly style: string;
      /** What the content security policy calls that place. */
      readonly source: string;
      /**
       * The page's own script and the word that it is let in by, made anew for each page; a page without one is drawings and tables. `folder` is what the
       * page keeps, so that it can be shown again after a restart.
       */
      readonly script?: { readonly uri: string; readonly nonce: string; readonly folder: string };
    }
  /** The style sheet itself, for a page that is a file by itself. */
  | { readonly css: string }
);

const MOST_ROWS = 15;

export function reportPage(report: Report, options: PageOptions): string {
  const { name } = options;
  const [allowed, style] =
    'css' in options
      ? ["'unsafe-inline'", `<style>\n:root { color-scheme: light dark; }\n${options.css}</style>`]
      : [text(options.source), `<link rel="stylesheet" href="${text(options.style)}">`];
  const script = 'script' in options ? options.script : undefined;
  const policy = `default-src 'none'; base-uri 'none'; form-action 'none'; style-src ${allowed};${script ? ` script-src 'nonce-${text(script.nonce)}';` : ''}`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Self-Heal in ${shown(name)}</title>
${style}
</head>
<body>
<main${script ? ` data-folder="${text(script.folder)}"` : ''}>
<h1>Self-Heal in ${shown(name)}</h1>
${report.pairs.total === 0 && report.heals.total === 0 ? NOTHING : body(report, script !== undefined)}
</main>
${script ? `<script nonce="${text(script.nonce)}" src="${text(script.uri)}"></script>\n` : ''}</body>
</html>
`;
}

const NOTHING =
  '<p>Nothing yet. A fix that you take under the lightbulb, or make by hand and keep, is counted here.</p>\n<p class="lead">Then this page shows how many errors were healed and how fast, what healed them, what was learned from the fixes that you kept, and how true the likelihoods were.</p>';

/** Ranges that a person can choose, in weeks. */
const RANGES = [
  [12, '12 weeks'],
  [26, 'Half a year'],
  [52, 'A year'],
] as const;

/** Buttons work by script only. */
const tools = (): string =>
  `<div class="tools"><fieldset><legend>Charts show</legend>${RANGES.map(
    ([weeks, label]) =>
      `<label><input type="radio" name="range" value="${weeks}"${weeks === 52 ? ' checked' : ''}><span>${label}</span></label>`,
  ).join(
    '',
  )}</fieldset><vscode-button secondary data-do="refresh">Refresh</vscode-button><vscode-button secondary data-do="page" title="A file that any browser shows and prints">Save Page to Print…</vscode-button></div>`;

function body(report: Report, isScripted: boolean): string {
  const { pairs, heals, calibration, learning } = report;
  const charts = chartsOf(report);
  const chart = (kind: ChartKind, ...rest: Parameters<typeof tableBehind> extends [Chart, ...infer More] ? More : never): string => {
    const one = charts[kind];
    return one ? figureOf(one, isScripted, tableBehind(one, ...rest)) : '';
  };
  return [
    `<p class="lead">${text(`${plural(heals.total, 'heal')} and ${plural(pairs.total, 'fix', 'fixes')} kept${between(report)}, as of ${report.made.slice(0, 10)}. Everything here was counted on this machine and stays here.`)}</p>`,
    isScripted ? tools() : '',
    `<section class="figures" aria-label="At a glance">${figure(share(heals.success.firstTry, heals.success.ended), 'healed at the first try')}${figure(share(heals.success.healed, heals.success.ended), 'healed in all')}${figure(duration(heals.times.medianMs), 'median time to a fix')}${figure(pairs.uses.toLocaleString('en'), 'times a kept fix was used again')}</section>`,
    section(
      'How heals went',
      targets('Measures against their aims', report.targets),
      chart('heals'),
      chart('rates'),
      table('How heals ended', ['How it ended', 'Heals'], rows(heals.byOutcome, OUTCOMES)),
    ),
    section(
      'Time to heal',
      `<p>${text(`Half of the heals took ${duration(heals.times.medianMs)} or less, nine of ten ${duration(heals.times.p90Ms)} or less.`)}</p>`,
      chart('time'),
    ),
    section(
      'Where fixes come from',
      table(
        'Heals and kept fixes by source',
        ['Source', 'Healed', 'Of', 'Median time', 'Fixes kept'],
        report.sources.map((row) => [row.name, share(row.healed, row.ended), String(row.ended), duration(row.medianMs), String(row.pairs)]),
      ),
      chart('sources'),
    ),
    report.model.length === 0
      ? ''
      : section('How heals with a model went', targets('Measures against their aims, with a model', report.model)),
    report.strategies.length === 0
      ? ''
      : section(
          'What was done where an attempt with a model failed',
          table(
            'What diagnoses advised, by what came of it',
            ['What', 'Advised by', 'Tried', 'Healed'],
            report.strategies.map(({ name, by, followed, healed }) => [name, by, String(followed), share(healed, followed)]),
          ),
        ),
    report.arms.length === 0
      ? ''
      : section(
          'Ways of asking the model',
          table(
            'Heals with a model by the way it was asked',
            ['Way', 'Heals', 'Proved', 'Taken', 'Refused', 'Good', 'Tokens'],
            report.arms.map(({ name, tried, proved, taken, refused, good, tokens }) => [
              name,
              ...[tried, proved, taken, refused].map(String),
              share(good, tried),
              tried > 0 ? String(tokens) : '–',
            ]),
          ),
        ),
    section(
      'What was learned',
      `<p>${text(report.savings)}</p>`,
      chart('reuse'),
      chart('kept'),
      targets('What knowing like cases does, against its aims', report.effect),
      table(
        'Heals by how often the like was healed before',
        ['The like was healed before', 'Heals', 'Healed', 'Median time'],
        learning.byRecurrence.map(({ before, success, times }) => [
          recurrenceName(before),
          String(success.ended),
          share(success.healed, success.ended),
          duration(times.medianMs),
        ]),
      ),
      table('Fixes kept by type of error', ['Type of error', 'Fixes kept'], rows(pairs.byType).slice(0, MOST_ROWS)),
      table('Fixes kept by what the error says', ['What the error says', 'Fixes kept'], rows(report.patterns).slice(0, MOST_ROWS)),
    ),
    section(
      'What became of the fixes',
      table('Kept fixes by verdict', ['Verdict', 'Fixes'], rows(pairs.byVerdict, VERDICTS)),
      `<p>${text(`${plural(report.notWanted['rejected'] ?? 0, 'fix was', 'fixes were')} refused before being taken.`)}</p>`,
    ),
    section(
      'How true the likelihoods are',
      `<p>${text(calibration.brier === undefined ? 'No fix with a likelihood was judged yet.' : `Of ${plural(calibration.of, 'fix', 'fixes')} that you judged; Brier’s score ${calibration.brier.toFixed(3)} (0 is perfect, 0.25 a coin). A row with fewer than ${LEAST_OF_A_BIN} fixes says little.`)}</p>`,
      chart(
        'calibration',
        'The bins in numbers',
        ['Said', 'Fixes', 'Right', 'Said on average'],
        calibration.bins.map((bin) => [
          `${Math.round(bin.from * 100)}–${Math.round(bin.from * 100) + 10} %`,
          String(bin.of),
          share(bin.right, bin.of),
          bin.of > 0 ? `${Math.round(100 * bin.said)} %` : '–',
        ]),
      ),
      table(
        'How often it was wrong',
        ['How often it was wrong', 'Known of such tools', 'Here', 'Out of'],
        report.accuracy.map((row) => [row.name, row.promised, row.measured ?? '–', String(row.of)]),
      ),
    ),
  ].join('\n');
}

/** `, from 2026-01-02 to 2026-11-20` */
function between({ first, last }: Report): string {
  const [from, to] = [first?.slice(0, 10), last?.slice(0, 10)];
  if (from === undefined || to === undefined) return '';
  return from === to ? ` on ${from}` : `, from ${from} to ${to}`;
}

/** What others wrote, with what an eye would not see. */
const shown = (value: string): string => text(visibleLine(value.replace(/\s+/g, ' ')).slice(0, 300));

const figure = (value: string, what: string): string => `<div><strong>${text(value)}</strong><span>${text(what)}</span></div>`;

const section = (title: string, ...parts: readonly string[]): string => `<section><h2>${text(title)}</h2>${parts.join('\n')}</section>`;

const rows = (counts: Readonly<Record<string, number>>, words: Readonly<Record<string, string>> = {}): string[][] =>
  Object.entries(counts).map(([name, n]) => [words[name] ?? (name === '' ? 'not said' : name), n.toLocaleString('en')]);

const targets = (caption: string, list: readonly Target[]): string =>
  table(
    caption,
    ['Measure', 'Aim', 'Here', 'Out of'],
    list.map((row) => [row.name, row.promised, row.measured ?? '–', String(row.of)]),
  );

/** @param caption said to whoever hears the page; the heading above says it to the eye. */
function table(caption: string, head: readonly string[], body: readonly (readonly string[])[]): string {
  if (body.length === 0) return '';
  return `<div class="wide" role="group" aria-label="${text(caption)}"><table><caption>${text(caption)}</caption><thead><tr>${head.map((cell) => `<th scope="col">${text(cell)}</th>`).join('')}</tr></thead><tbody>${body
    .map(
      ([first = '', ...cells]) => `<tr><th scope="row">${shown(first)}</th>${cells.map((cell) => `<td>${shown(cell)}</td>`).join('')}</tr>`,
    )
    .join('')}</tbody></table></div>`;
}

/** The numbers of a chart, opened by hand; those of its series where no others are given. */
function tableBehind(
  chart: Chart,
  summary = 'The weeks in numbers',
  head?: readonly string[],
  body?: readonly (readonly string[])[],
): string {
  const counted = chart.series.filter(({ look }) => look !== 'aim');
  const made = body ?? namesOf(chart).map((name, i) => [name, ...counted.map(({ values }) => valueText(values[i], chart.unit))]);
  return `<details><summary>${text(summary)}</summary>${table(`${chart.title}: ${summary.toLowerCase()}`, head ?? [chart.x.name, ...counted.map(({ label }) => label)], made)}</details>`;
}

/** @param isScripted the numbers go along for the script, with the buttons that it answers to. */
function figureOf(chart: Chart, isScripted: boolean, behind: string): string {
  const legend = chart.series.map(({ label }, n) => `<li><span class="swatch ${classOf(chart, n)}"></span>${text(label)}</li>`).join('');
  const button = (what: string, name: string): string =>
    `<vscode-button secondary data-do="${what}" aria-label="${text(`Save “${chart.title}” as ${name}`)}">${name}…</vscode-button>`;
  return `<figure id="chart-${text(chart.id)}"${isScripted ? ` data-chart="${text(JSON.stringify(chart))}"` : ''}${'percents' in chart.x ? ' class="square"' : ''}><figcaption><h3>${text(chart.title)}</h3>${isScripted ? `<span class="save">${button('csv', 'CSV')}${button('png', 'PNG')}</span>` : ''}<p>${text(chart.note)}</p></figcaption><div class="plot">${drawing(chart)}</div><ul class="legend">${legend}</ul>${behind}</figure>`;
}
