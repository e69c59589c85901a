// The report as a page: plain HTML with drawings in it, no script, nothing from elsewhere. It takes its colours from the editor's theme, and every
// drawing has its numbers in a table below, for whoever can't see it.

import { LEAST_OF_A_BIN } from '../learn/calibration';
import type { Report } from './report';
import { duration, OUTCOMES, plural, share, VERDICTS } from './words';

/** `name`: the workspace folder's. */
export type PageOptions = { readonly name: string } & (
  | {
      /** Where the style sheet lies, as the page may load it. */
      readonly style: string;
      /** What the content security policy calls that place. */
      readonly source: string;
    }
  /** The style sheet itself, for a page that is a file by itself. */
  | { readonly css: string }
);

const MOST_ROWS = 15;
/** Of the drawings, in their own units. */
const [WIDTH, HEIGHT] = [720, 160];

export function reportPage(report: Report, options: PageOptions): string {
  const { name } = options;
  const [allowed, style] =
    'css' in options
      ? ["'unsafe-inline'", `<style>\n:root { color-scheme: light dark; }\n${options.css}</style>`]
      : [text(options.source), `<link rel="stylesheet" href="${text(options.style)}">`];
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${allowed};">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Self-Heal in ${text(name)}</title>
${style}
</head>
<body>
<main>
<h1>Self-Heal in ${text(name)}</h1>
${report.pairs.total === 0 && report.heals.total === 0 ? '<p>Nothing yet. A fix that you take under the lightbulb, or make by hand and keep, is counted here.</p>' : body(report)}
</main>
</body>
</html>
`;
}

function body(report: Report): string {
  const { pairs, heals, weeks, calibration } = report;
  const year = weeks.slice(-52);
  return [
    `<p class="lead">${text(`${plural(heals.total, 'heal')} and ${plural(pairs.total, 'fix', 'fixes')} kept, as of ${report.made.slice(0, 10)}. Everything here was counted on this machine and stays here.`)}</p>`,
    `<section class="figures">${figure(share(heals.success.firstTry, heals.success.ended), 'healed at the first try')}${figure(share(heals.success.healed, heals.success.ended), 'healed in all')}${figure(duration(heals.times.medianMs), 'median time to a fix')}${figure(pairs.uses.toLocaleString('en'), 'times a kept fix was used again')}</section>`,
    section(
      'How heals went',
      table(
        ['Measure', 'Aim', 'Here', 'Out of'],
        report.targets.map((row) => [row.name, row.promised, row.measured ?? '–', String(row.of)]),
      ),
      table(['How it ended', 'Heals'], rows(heals.byOutcome, OUTCOMES)),
    ),
    report.model.length === 0
      ? ''
      : section(
          'How heals with a model went',
          table(
            ['Measure', 'Aim', 'Here', 'Out of'],
            report.model.map((row) => [row.name, row.promised, row.measured ?? '–', String(row.of)]),
          ),
        ),
    section(
      'Week by week',
      bars(
        `Heals a week, ${year[0]?.monday ?? ''} to ${year.at(-1)?.monday ?? ''}; the lower, filled part was healed`,
        year.map((week) => ({ name: week.monday, whole: week.success.ended, part: week.success.healed })),
      ),
      table(
        ['Week from', 'Heals', 'Healed', 'First try', 'Fixes kept'],
        year.map((week) => [
          week.monday,
          String(week.heals),
          share(week.success.healed, week.success.ended),
          share(week.success.firstTry, week.success.ended),
          String(Object.values(week.pairs).reduce((sum, n) => sum + n, 0)),
        ]),
        'The weeks in numbers',
      ),
    ),
    section(
      'Where fixes come from',
      table(
        ['Source', 'Healed', 'Of', 'Median time', 'Fixes kept'],
        report.sources.map((row) => [row.name, share(row.healed, row.ended), String(row.ended), duration(row.medianMs), String(row.pairs)]),
      ),
    ),
    section(
      'What became of the fixes',
      table(['Verdict', 'Fixes'], rows(pairs.byVerdict, VERDICTS)),
      `<p>${text(`${plural(report.notWanted['rejected'] ?? 0, 'fix was', 'fixes were')} refused before being taken.`)}</p>`,
    ),
    section('Kinds of errors', table(['Error', 'Fixes kept'], rows(pairs.byType).slice(0, MOST_ROWS))),
    section(
      'How true the likelihoods are',
      `<p>${text(calibration.brier === undefined ? 'No fix with a likelihood was judged yet.' : `Of ${plural(calibration.of, 'fix', 'fixes')} that you judged; Brier’s score ${calibration.brier.toFixed(3)} (0 is perfect, 0.25 a coin). A row with fewer than ${LEAST_OF_A_BIN} fixes says little.`)}</p>`,
      reliability(report),
      table(
        ['Said', 'Fixes', 'Right', 'Said on average'],
        calibration.bins.map((bin) => [
          `${Math.round(bin.from * 100)}–${Math.round(bin.from * 100) + 10} %`,
          String(bin.of),
          share(bin.right, bin.of),
          bin.of > 0 ? `${Math.round(100 * bin.said)} %` : '–',
        ]),
        'The bins in numbers',
      ),
    ),
  ].join('\n');
}

/** Text from outside within HTML, attributes too. */
export function text(value: string): string {
  return value.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const figure = (value: string, what: string): string => `<div><strong>${text(value)}</strong><span>${text(what)}</span></div>`;

const section = (title: string, ...parts: readonly string[]): string => `<section><h2>${text(title)}</h2>${parts.join('\n')}</section>`;

const rows = (counts: Readonly<Record<string, number>>, words: Readonly<Record<string, string>> = {}): string[][] =>
  Object.entries(counts).map(([name, n]) => [words[name] ?? name, n.toLocaleString('en')]);

/** @param folded a name under which the table is opened by hand; shown at once where absent. */
function table(head: readonly string[], body: readonly (readonly string[])[], folded?: string): string {
  if (body.length === 0) return '';
  const html = `<table><thead><tr>${head.map((cell) => `<th scope="col">${text(cell)}</th>`).join('')}</tr></thead><tbody>${body
    .map(
      ([first = '', ...cells]) => `<tr><th scope="row">${text(first)}</th>${cells.map((cell) => `<td>${text(cell)}</td>`).join('')}</tr>`,
    )
    .join('')}</tbody></table>`;
  return folded ? `<details><summary>${text(folded)}</summary>${html}</details>` : html;
}

function bars(title: string, items: readonly { readonly name: string; readonly whole: number; readonly part: number }[]): string {
  const most = Math.max(1, ...items.map(({ whole }) => whole));
  const step = WIDTH / Math.max(1, items.length);
  const height = (n: number): number => Math.round((10 * (HEIGHT - 20) * n) / most) / 10;
  const drawn = items.map(({ name, whole, part }, i) => {
    const at = (x: number, n: number, kind: string): string =>
      `<rect class="${kind}" x="${x.toFixed(1)}" y="${(HEIGHT - height(n)).toFixed(1)}" width="${Math.max(1, step - 2).toFixed(1)}" height="${height(n).toFixed(1)}"/>`;
    return `<g><title>${text(`${name}: ${part} of ${whole}`)}</title>${at(i * step, whole, 'whole')}${at(i * step, part, 'part')}</g>`;
  });
  return `<figure><figcaption>${text(title)} (most: ${most})</figcaption><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${text(title)}">${drawn.join('')}</svg></figure>`;
}

/** What was said, left to right, against what happened, bottom to top: on the diagonal it came true. The larger a dot, the more fixes. */
function reliability({ calibration }: Report): string {
  const size = 220;
  const most = Math.max(1, ...calibration.bins.map(({ of }) => of));
  const dots = calibration.bins
    .filter(({ of }) => of > 0)
    .map((bin) => {
      const radius = 3 + 9 * Math.sqrt(bin.of / most);
      return `<circle class="${bin.of >= LEAST_OF_A_BIN ? 'part' : 'whole'}" cx="${(bin.said * size).toFixed(1)}" cy="${(size - (bin.right / bin.of) * size).toFixed(1)}" r="${radius.toFixed(1)}"><title>${text(`said ${Math.round(100 * bin.said)} %, right ${share(bin.right, bin.of)} of ${bin.of}`)}</title></circle>`;
    });
  return `<figure class="square"><figcaption>Said (left to right) against what came true (bottom to top)</figcaption><svg viewBox="-12 -12 ${size + 24} ${size + 24}" role="img" aria-label="Likelihoods against what came true"><rect class="frame" x="0" y="0" width="${size}" height="${size}"/><line class="frame" x1="0" y1="${size}" x2="${size}" y2="0"/>${dots.join('')}</svg></figure>`;
}
