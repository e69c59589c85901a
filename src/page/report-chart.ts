// One chart of the report: drawn by uPlot in the theme's colours; gone through by mouse or arrow keys, its series shown or not; as CSV and as a picture.

import uPlot from 'uplot';
import { csvCell } from '../engine/learn/exchange/csv-cell';
import type { Chart } from '../engine/report/charts';
import { classOf, namesOf, rangeOf, ticksOf, valueText } from '../engine/report/drawing';
import { keep, kept } from './state';

/** In seconds. */
const WEEK = 7 * 86_400;
/** In pixels, as is all below. */
const HEIGHT = 220;
const SQUARE = 340;
const Y_AXIS = 62;
/** What the name of a week needs. */
const WEEK_NAME = 72;

export class ReportChart {
  private readonly plot: HTMLElement;
  private readonly names: readonly string[];
  private readonly xs: readonly number[];
  private readonly hidden: Set<number>;
  private readonly resized: ResizeObserver;
  private readonly values: readonly HTMLElement[];
  private readonly where: HTMLElement;
  private readonly listening = new AbortController();
  private chartOf: uPlot;
  private weeks: number;
  private at: number;

  /** `figure` as the page has it: a drawing, a legend, the numbers. */
  constructor(
    readonly figure: HTMLElement,
    private readonly chart: Chart,
    weeks: number,
  ) {
    const plot = figure.querySelector<HTMLElement>('.plot');
    const legend = figure.querySelector<HTMLElement>('.legend');
    if (!plot || !legend) throw new Error('A figure without a plot.');
    this.plot = plot;
    this.weeks = weeks;
    this.names = namesOf(chart);
    this.xs = 'mondays' in chart.x ? chart.x.mondays.map((monday) => Date.parse(monday) / 1_000) : chart.x.percents;
    this.at = this.names.length - 1;
    this.hidden = new Set(kept().hidden?.[chart.id]);
    [this.where, ...this.values] = this.makeLegend(legend) as [HTMLElement, ...HTMLElement[]];
    this.chartOf = this.make();
    plot.classList.add('drawn');
    this.listen();
    this.resized = new ResizeObserver(() => this.chartOf.setSize(this.size()));
    this.resized.observe(plot);
    this.tell();
  }

  /** Of a file to save. */
  get name(): string {
    return this.chart.title;
  }

  /** The newest weeks. A chart that is not over weeks stays as it is. */
  show(weeks: number): void {
    this.weeks = weeks;
    const [min, max] = this.span();
    this.chartOf.setScale('x', { min, max });
    // uPlot has the new scale only after what runs now.
    queueMicrotask(() => this.point(Math.max(this.at, this.first())));
  }

  csv(): string {
    const counted = this.chart.series.filter(({ look }) => look !== 'aim');
    const unit = { count: '', percent: ' (%)', ms: ' (ms)' }[this.chart.unit];
    const rows = [
      [this.chart.x.name, ...counted.map(({ label }) => label + unit)],
      ...this.names.map((name, i) => [name, ...counted.map(({ values }) => String(values[i] ?? ''))]),
    ];
    return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
  }

  /** As a data URL, with title and legend, in the theme's colours. */
  png(): string {
    const drawn = this.chartOf.ctx.canvas;
    const scale = uPlot.pxRatio;
    const style = getComputedStyle(document.body);
    const canvas = document.createElement('canvas');
    const [head, foot] = [40 * scale, 28 * scale];
    canvas.width = drawn.width;
    canvas.height = drawn.height + head + foot;
    const draw = canvas.getContext('2d');
    if (!draw) return '';
    draw.fillStyle = style.backgroundColor;
    draw.fillRect(0, 0, canvas.width, canvas.height);
    draw.drawImage(drawn, 0, head);
    draw.textBaseline = 'middle';
    draw.fillStyle = style.color;
    draw.font = `600 ${15 * scale}px ${style.fontFamily}`;
    draw.fillText(this.chart.title, 12 * scale, head / 2);
    draw.font = `${12 * scale}px ${style.fontFamily}`;
    let x = 12 * scale;
    const y = head + drawn.height + foot / 2;
    for (const [n, { label }] of this.chart.series.entries()) {
      if (this.hidden.has(n)) continue;
      draw.fillStyle = this.colour(n);
      draw.fillRect(x, y - 5 * scale, 10 * scale, 10 * scale);
      draw.fillStyle = style.color;
      draw.fillText(label, x + 15 * scale, y);
      x += 15 * scale + draw.measureText(label).width + 18 * scale;
    }
    return canvas.toDataURL('image/png');
  }

  destroy(): void {
    this.listening.abort();
    this.resized.disconnect();
    this.chartOf.destroy();
    this.plot.classList.remove('drawn');
  }

  /** Where the pointer is, then what each series is there; each series is a button that shows or hides it. */
  private makeLegend(legend: HTMLElement): HTMLElement[] {
    const where = document.createElement('li');
    where.className = 'where';
    const values: HTMLElement[] = [];
    const items = this.chart.series.map(({ label }, n) => {
      const item = document.createElement('li');
      const button = document.createElement('button');
      button.type = 'button';
      button.setAttribute('aria-pressed', String(!this.hidden.has(n)));
      const swatch = document.createElement('span');
      swatch.className = `swatch ${classOf(this.chart, n)}`;
      button.append(swatch, label);
      const value = document.createElement('span');
      value.className = 'value';
      values.push(value);
      button.addEventListener('click', () => {
        if (!this.hidden.delete(n)) this.hidden.add(n);
        button.setAttribute('aria-pressed', String(!this.hidden.has(n)));
        keep({ hidden: { ...kept().hidden, [this.chart.id]: [...this.hidden] } });
        this.chartOf.setSeries(this.order().indexOf(n) + 1, { show: !this.hidden.has(n) });
        this.chartOf.setData(this.data(), false);
        this.show(this.weeks);
      });
      item.append(button, value);
      return item;
    });
    legend.replaceChildren(where, ...items);
    return [where, ...values];
  }

  private listen(): void {
    const { signal } = this.listening;
    this.plot.tabIndex = 0;
    this.plot.setAttribute('role', 'slider');
    this.plot.setAttribute('aria-label', this.chart.title);
    this.plot.addEventListener(
      'keydown',
      (event) => {
        const to = { ArrowLeft: this.at - 1, ArrowRight: this.at + 1, Home: this.first(), End: this.names.length - 1 }[event.key];
        if (to === undefined) return;
        event.preventDefault();
        this.point(Math.min(this.names.length - 1, Math.max(this.first(), to)));
      },
      { signal },
    );
  }

  private point(to: number): void {
    this.at = to;
    this.chartOf.setCursor({ left: this.chartOf.valToPos(this.xs[to] ?? 0, 'x'), top: this.chartOf.over.clientHeight / 2 });
    this.tell();
  }

  private tell(): void {
    const name = this.names[this.at] ?? '';
    const over = 'mondays' in this.chart.x ? `Week from ${name}` : `Said ${name}`;
    this.where.textContent = over;
    const told = this.chart.series.map(({ look, values }) => (look === 'aim' ? '' : valueText(values[this.at], this.chart.unit)));
    for (const [n, value] of told.entries()) {
      const element = this.values[n];
      if (element) element.textContent = value;
    }
    this.plot.setAttribute('aria-valuemin', String(this.first()));
    this.plot.setAttribute('aria-valuemax', String(this.names.length - 1));
    this.plot.setAttribute('aria-valuenow', String(this.at));
    this.plot.setAttribute(
      'aria-valuetext',
      [over, ...this.chart.series.flatMap(({ label }, n) => (told[n] ? [`${label} ${told[n]}`] : []))].join(', '),
    );
  }

  /** The first point that is drawn. */
  private first(): number {
    return 'mondays' in this.chart.x ? Math.max(0, this.names.length - this.weeks) : 0;
  }

  /** Weeks that are named below the chart, as many as have room: in seconds. */
  private namedWeeks(): number[] {
    const shown = this.xs.slice(this.first());
    const step = Math.max(1, Math.ceil((shown.length * WEEK_NAME) / Math.max(1, this.plot.clientWidth - Y_AXIS)));
    // The newest is always named.
    return shown.filter((_, i) => (shown.length - 1 - i) % step === 0);
  }

  /** What the x axis spans: half a week more at both ends, for bars. */
  private span(): readonly [number, number] {
    if (!('mondays' in this.chart.x)) return [0, 100];
    return [(this.xs[this.first()] ?? 0) - WEEK / 2, (this.xs.at(-1) ?? 0) + WEEK / 2];
  }

  /** Series in the order they are drawn in: of bars on one another the whole height first. */
  private order(): readonly number[] {
    const all = this.chart.series.map((_, n) => n);
    return this.chart.stacked ? all.reverse() : all;
  }

  private data(): uPlot.AlignedData {
    const { series, stacked } = this.chart;
    const sums = this.xs.map(() => 0);
    const drawn = series.map(({ values }, n) => {
      if (!stacked || this.hidden.has(n)) return [...values];
      return values.map((value, i) => (sums[i] = (sums[i] ?? 0) + (value ?? 0)));
    });
    return [[...this.xs], ...this.order().map((n) => drawn[n] ?? [])];
  }

  private colour(n: number): string {
    const swatch = this.figure.querySelectorAll('.swatch')[n];
    return swatch ? getComputedStyle(swatch).backgroundColor : 'gray';
  }

  private size(): { width: number; height: number } {
    const width = Math.max(120, this.plot.clientWidth);
    return { width, height: 'percents' in this.chart.x ? Math.min(SQUARE, width) : HEIGHT };
  }

  private make(): uPlot {
    const { chart } = this;
    const style = getComputedStyle(this.figure);
    const [least, most] = rangeOf(chart);
    const [min, max] = this.span();
    const isOverWeeks = 'mondays' in chart.x;
    return new uPlot(
      {
        ...this.size(),
        legend: { show: false },
        padding: [10, isOverWeeks ? 12 : 24, 0, 0],
        cursor: {
          drag: { x: false, y: false, setScale: false },
          y: false,
          points: { show: chart.series.some(({ look }) => look !== 'bar') },
          // All charts over weeks show the same week.
          ...(isOverWeeks ? { sync: { key: 'weeks', setSeries: false } } : {}),
        },
        scales: {
          x: { time: false, min, max },
          y: {
            range: () => [least, most * (chart.unit === 'percent' || chart.logarithmic ? 1 : 1.05)],
            ...(chart.logarithmic ? { distr: 3, log: 10 } : {}),
          },
        },
        axes: this.axes(style, [...ticksOf(chart, least, most)]),
        series: [{}, ...this.order().map((n) => this.lookOf(n, style))],
        hooks: {
          setCursor: [
            ({ cursor: { idx } }) => {
              if (typeof idx !== 'number' || idx === this.at) return;
              this.at = idx;
              this.tell();
            },
          ],
        },
      },
      this.data(),
      this.plot,
    );
  }

  private axes(style: CSSStyleDeclaration, ticks: number[]): uPlot.Axis[] {
    const { unit, x } = this.chart;
    const axis = {
      stroke: style.color,
      font: `12px ${style.fontFamily}`,
      grid: { stroke: style.getPropertyValue('--grid') || 'gray', width: 1 },
      ticks: { show: false },
      filter: (_: uPlot, splits: number[]) => splits,
    };
    const below: uPlot.Axis =
      'mondays' in x
        ? { size: 42, splits: () => this.namedWeeks(), values: (_, splits) => splits.map(weekName) }
        : { size: 28, splits: () => [0, 25, 50, 75, 100], values: (_, splits) => splits.map((value) => valueText(value, 'percent')) };
    return [
      { ...axis, ...below, grid: { show: false } },
      { ...axis, size: Y_AXIS, splits: () => ticks, values: (_, splits) => splits.map((value) => valueText(value, unit)) },
    ];
  }

  /** Series differ by more than their colour: by dashes, by filled and open dots, by an edge where the theme wants contrast. */
  private lookOf(n: number, style: CSSStyleDeclaration): uPlot.Series {
    const { label = '', look } = this.chart.series[n] ?? {};
    const stroke = this.colour(n);
    const shown = { label, show: !this.hidden.has(n), stroke };
    if (look === 'bar') {
      const edge = style.getPropertyValue('--edge');
      const paths = uPlot.paths.bars?.({ size: [0.8, 40], gap: 1 });
      return { ...shown, fill: stroke, stroke: edge || stroke, width: edge ? 1 : 0, points: { show: false }, ...(paths ? { paths } : {}) };
    }
    if (look === 'dots') {
      const fill = n === 0 ? stroke : getComputedStyle(document.body).backgroundColor;
      return { ...shown, paths: () => null, points: { show: true, size: 11, width: 2, stroke, fill } };
    }
    const isAim = look === 'aim';
    return {
      ...shown,
      width: isAim ? 1.5 : 2,
      dash: isAim ? [3, 5] : n > 0 ? [8, 4] : [],
      // A line of one point is none.
      points: { show: !isAim && this.names.length < 20, size: 5, fill: stroke },
    };
  }
}

/** `Sep 7`; with its year where that is the first, or another than that of the week before it. */
function weekName(seconds: number, i: number, all: readonly number[]): string {
  const [date, before] = [new Date(seconds * 1_000), all[i - 1]];
  const day = date.toLocaleDateString('en', { month: 'short', day: 'numeric', timeZone: 'UTC' });
  const isSameYear = before !== undefined && new Date(before * 1_000).getUTCFullYear() === date.getUTCFullYear();
  return isSameYear ? day : `${day}\n${date.getUTCFullYear()}`;
}
