// A chart as a drawing that needs no script: for the page as a file and on paper, and until the page's script has drawn it.

import type { Chart, Unit } from './charts';
import { duration } from './words';

/** In the drawing's own units. */
const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [720, 190, 54, 22, 10];
const SQUARE = 300;

/** Text from outside within HTML and SVG, attributes too. */
export function text(value: string): string {
  return value.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A value as people read it. */
export function valueText(value: number | null | undefined, unit: Unit): string {
  if (value === null || value === undefined) return '–';
  if (unit === 'ms') return duration(value);
  return unit === 'percent' ? `${Math.round(value)} %` : value.toLocaleString('en');
}

/** Names of the points on the x axis. */
export const namesOf = ({ x }: Chart): readonly string[] =>
  'mondays' in x ? x.mondays : x.percents.map((value) => valueText(value, 'percent'));

/** What a series is called in report.css, which gives it its colour: of two bars one before the other, the whole and its part; else by its place. */
export function classOf({ stacked, series }: Chart, n: number): string {
  if (series[n]?.look === 'aim') return 'aim';
  return !stacked && series[n]?.look === 'bar' ? (n === 0 ? 'whole' : 'part') : `s${n}`;
}

export function drawing(chart: Chart): string {
  const isSquare = 'percents' in chart.x;
  const width = isSquare ? SQUARE + LEFT : WIDTH;
  const height = isSquare ? SQUARE : HEIGHT;
  const names = namesOf(chart);
  const [least, most] = rangeOf(chart);
  const at = (value: number): number => {
    const part = chart.logarithmic
      ? (Math.log10(Math.max(value, least)) - Math.log10(least)) / (Math.log10(most) - Math.log10(least))
      : (value - least) / (most - least);
    return height - BOTTOM - part * (height - BOTTOM - TOP);
  };
  const step = (width - LEFT) / Math.max(1, names.length);
  const middle = (i: number): number =>
    'percents' in chart.x ? LEFT + ((chart.x.percents[i] ?? 0) / 100) * (width - LEFT - TOP) : LEFT + (i + 0.5) * step;
  const parts = [
    ...ticksOf(chart, least, most).map(
      (value) =>
        `<line class="grid" x1="${LEFT}" x2="${width}" y1="${at(value).toFixed(1)}" y2="${at(value).toFixed(1)}"/><text class="tick" x="${LEFT - 6}" y="${(at(value) + 4).toFixed(1)}" text-anchor="end">${text(valueText(value, chart.unit))}</text>`,
    ),
    ...(isSquare ? [0, 50, 100] : []).map(
      (value) =>
        `<text class="tick" x="${(LEFT + (value / 100) * (width - LEFT - TOP)).toFixed(1)}" y="${height - 6}" text-anchor="middle">${value}</text>`,
    ),
    ...(isSquare ? [] : [0, names.length - 1].filter((i, n, all) => i >= 0 && all.indexOf(i) === n)).map(
      (i) =>
        `<text class="tick" x="${i === 0 ? LEFT : width}" y="${height - 6}" text-anchor="${i === 0 ? 'start' : 'end'}">${text(names[i] ?? '')}</text>`,
    ),
    ...(chart.series.some(({ look }) => look === 'bar') ? bars(chart, names, step, at) : []),
    ...chart.series.flatMap((series, n) => (series.look === 'bar' ? [] : [line(chart, n, middle, at, names)])),
  ];
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${text(chart.title)}">${parts.join('')}</svg>`;
}

/** Each x with what it stands for when pointed at. */
function bars(chart: Chart, names: readonly string[], step: number, at: (value: number) => number): string[] {
  const { series, stacked, unit } = chart;
  const drawn = series.map((one, n) => ({ one, n })).filter(({ one }) => one.look === 'bar');
  return names.map((name, i) => {
    let below = 0;
    const rects = drawn.map(({ one, n }) => {
      const value = one.values[i] ?? 0;
      const from = stacked ? below : 0;
      below = from + value;
      const [top, bottom] = [at(from + value), at(from)];
      return `<rect class="${classOf(chart, n)}" x="${(LEFT + i * step).toFixed(1)}" y="${top.toFixed(1)}" width="${Math.max(1, step - 2).toFixed(1)}" height="${(bottom - top).toFixed(1)}"/>`;
    });
    const told = drawn.map(({ one }) => `${one.label} ${valueText(one.values[i], unit)}`).join(', ');
    return `<g><title>${text(`${name}: ${told}`)}</title>${rects.join('')}</g>`;
  });
}

/** Where nothing was counted, a line is broken. */
function line(chart: Chart, n: number, middle: (i: number) => number, at: (value: number) => number, names: readonly string[]): string {
  const { label = '', look, values = [] } = chart.series[n] ?? {};
  const name = classOf(chart, n);
  const points = values.map((value, i) => (value === null ? undefined : `${middle(i).toFixed(1)},${at(value).toFixed(1)}`));
  if (look === 'dots')
    return points
      .map((point, i) => {
        const [x, y] = point?.split(',') ?? [];
        return x === undefined
          ? ''
          : `<circle class="dots ${name}" cx="${x}" cy="${y}" r="5"><title>${text(`${label}: ${valueText(values[i], chart.unit)} where ${names[i]} was said`)}</title></circle>`;
      })
      .join('');
  const runs: string[][] = [[]];
  for (const point of points) {
    if (point === undefined) runs.push([]);
    else runs.at(-1)?.push(point);
  }
  return runs
    .filter(({ length }) => length > 0)
    .map((run) =>
      run.length === 1
        ? `<circle class="dots ${name}" cx="${run[0]?.split(',')[0]}" cy="${run[0]?.split(',')[1]}" r="1.5"/>`
        : `<polyline class="line ${name}" points="${run.join(' ')}"/>`,
    )
    .join('');
}

/** From the least to the most that is drawn; never empty. */
export function rangeOf({ unit, logarithmic, stacked, series }: Chart): readonly [number, number] {
  if (unit === 'percent') return [0, 100];
  const drawn = series.map(({ values }) => values.map((value) => value ?? 0));
  const all = stacked ? (drawn[0] ?? []).map((_, i) => drawn.reduce((sum, values) => sum + (values[i] ?? 0), 0)) : drawn.flat();
  const most = Math.max(1, ...all);
  if (!logarithmic) return [0, most];
  const least = Math.min(most, ...all.filter((value) => value > 0));
  const low = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  return [low, Math.max(low * 10, 10 ** Math.ceil(Math.log10(most)))];
}

/** Where lines go across, lowest first. */
export function ticksOf({ unit, logarithmic }: Chart, least: number, most: number): readonly number[] {
  if (unit === 'percent') return [0, 50, 100];
  if (logarithmic) {
    const ticks: number[] = [];
    for (let value = least; value <= most; value *= 10) ticks.push(value);
    return ticks;
  }
  return most < 2 ? [0, most] : [0, Math.round(most / 2), most];
}
