// Where a person has asked for it: counters and histograms of a folder's errors and heals, written to `.self-heal/metrics.json` and sent to a collector.

import * as path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { measuresLine, metricsOf, pushMetrics, writeMetrics, type Metric } from '../../engine';
import type { MeasureSettings } from '../../protocol';
import type { Session } from '../session/session';
import type { SignalWatch } from '../terminal/signal-watch';

interface Times {
  /** Changes are gathered for this long before the file is written. */
  readonly writeMs: number;
  /** Between two sendings. */
  readonly sendMs: number;
  /** What another program put into the store is counted after this at the latest. */
  readonly countMs: number;
  /** A collector that has not answered by then is not there. */
  readonly withinMs: number;
  /** The server's end waits for a last writing and sending no longer than this. */
  readonly lastMs: number;
}
const TIMES: Times = { writeMs: 2_000, sendMs: 60_000, countMs: 600_000, withinMs: 10_000, lastMs: 3_000 };

export class Measures {
  private readonly counted = new Map<string, { readonly metrics: readonly Metric[]; readonly at: number }>();
  private writeTimer: NodeJS.Timeout | undefined;
  private sendTimer: NodeJS.Timeout | undefined;
  private working: Promise<unknown> = Promise.resolve();
  /** Said once, until it works again. */
  private trouble = '';
  private isSending = false;
  /** Something was recorded in this session. */
  private hasNews = false;

  constructor(
    private readonly session: Pick<Session, 'client' | 'folders' | 'log' | 'stores'>,
    private readonly signals: SignalWatch,
    private readonly times: Times = TIMES,
  ) {}

  /** Something may have been recorded. */
  changed(): void {
    this.counted.clear();
    this.hasNews = true;
    if (!this.wants('file')) return;
    this.writeTimer ??= setTimeout(() => {
      this.writeTimer = undefined;
      this.work('writing the measures', () => this.write());
    }, this.times.writeMs).unref();
  }

  /** Settings or trust have changed. */
  reconsider(): void {
    if (this.wants('file')) this.changed();
    if (!this.wants('endpoint')) {
      clearInterval(this.sendTimer);
      this.sendTimer = undefined;
    } else
      this.sendTimer ??= setInterval(() => {
        // One that hangs has its limit; the next one waits for no queue.
        if (!this.isSending) this.work('sending the measures', () => this.send(this.times.withinMs));
      }, this.times.sendMs).unref();
  }

  /** The client leaves: what changed last is written and sent, within a limit. Never rejects. */
  async settled(): Promise<void> {
    clearInterval(this.sendTimer);
    this.sendTimer = undefined;
    const isDue = this.writeTimer !== undefined;
    clearTimeout(this.writeTimer);
    this.writeTimer = undefined;
    if (isDue) this.work('writing the measures', () => this.write());
    if (this.wants('endpoint')) this.work('sending the measures', () => this.send(this.times.lastMs));
    const late = new AbortController();
    await Promise.race([this.working, pause(this.times.lastMs, undefined, { signal: late.signal }).catch(() => undefined)]);
    late.abort();
    if (this.hasNews) this.log();
  }

  /** What is being written is on the disk, and what was about to be written is counted anew with the next change. Never rejects. */
  async written(): Promise<void> {
    clearTimeout(this.writeTimer);
    this.writeTimer = undefined;
    this.counted.clear();
    await this.working;
  }

  /** How much there is by now, a line for each folder. */
  private log(): void {
    for (const root of this.session.folders.all) {
      const metrics = this.hasStore(root) ? this.of(root) : undefined;
      if (metrics) this.session.log.info(`measures of ${path.basename(root)}: ${measuresLine(metrics)}`);
    }
  }

  /** Of a folder, counted anew; undefined where it has no store. */
  of(root: string): readonly Metric[] | undefined {
    const known = this.counted.get(root);
    const now = Date.now();
    if (known && now - known.at < this.times.countMs) return known.metrics;
    const store = this.session.stores.quietly(root);
    const counted = store && metricsOf(store, this.signals.of(root));
    if (counted && !counted.ok) this.session.log.warn(`The measures were not counted: ${counted.message}`);
    if (!counted?.ok) return undefined;
    this.counted.set(root, { metrics: counted.value, at: now });
    return counted.value;
  }

  private wants(what: keyof MeasureSettings): boolean {
    const { trusted, settings } = this.session.client;
    return trusted && settings.enabled && Boolean(settings.measures[what]);
  }

  /** One thing after the other. */
  private work(where: string, work: () => Promise<void>): void {
    this.working = this.working.then(work).catch((error: unknown) => this.session.log.fault(where, error));
  }

  private async write(): Promise<void> {
    for (const root of this.session.folders.all) {
      const metrics = this.hasStore(root) ? this.of(root) : undefined;
      if (!metrics || !this.wants('file')) continue;
      const written = await writeMetrics(root, metrics, new Date());
      if (!written.ok) this.session.log.warn(written.message);
    }
  }

  private async send(withinMs: number): Promise<void> {
    this.isSending = true;
    try {
      await this.sendAll(withinMs);
    } finally {
      this.isSending = false;
    }
  }

  private async sendAll(withinMs: number): Promise<void> {
    const { client, folders, log } = this.session;
    for (const root of folders.all) {
      const metrics = this.hasStore(root) ? this.of(root) : undefined;
      if (!metrics || !this.wants('endpoint')) continue;
      const { endpoint } = client.settings.measures;
      const sent = await pushMetrics({ endpoint, metrics, workspace: path.basename(root), version: client.version, withinMs });
      const trouble = sent.ok ? '' : sent.message;
      if (trouble !== '' && trouble !== this.trouble) log.warn(trouble);
      this.trouble = trouble;
      // The collector that did not take one folder's takes none now.
      if (!sent.ok) return;
    }
  }

  /** A folder in which nothing was kept so far gets no store for this. */
  private hasStore(root: string): boolean {
    return (this.session.stores.quietly(root)?.count() ?? 0) > 0 || this.signals.of(root)?.isFresh === false;
  }
}
