// Where a person has asked for it: what is unusual in a folder's commands and errors is told, quietly, and what is usual there is kept.

import * as path from 'node:path';
import { Emitter } from 'vscode-languageserver';
import { readSignals, visibleLine, writeSignals, type Problem, type Signals, type Unusual } from '../../engine';
import { Tell } from '../../protocol';
import type { Session } from '../session/session';
import type { EndedCommand } from './command-failures';

/** Between two notices. In ms. */
const QUIET_MS = 60 * 60_000;
/** Changes are gathered for this long before they are written. In ms. */
const WRITE_MS = 5_000;

export class SignalWatch {
  private readonly known = new Map<string, Signals>();
  private readonly changed = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<unknown> = Promise.resolve();
  private toldAt = -Infinity;
  private readonly seenSomething = new Emitter<string>();

  /** Something was seen in the folder with this path. */
  readonly onDidSee = this.seenSomething.event;

  constructor(
    private readonly session: Pick<Session, 'client' | 'connection' | 'folders' | 'log'>,
    private readonly now: () => Date,
  ) {}

  /** What is usual in a folder; undefined where nobody asked for it. */
  of(root: string): Signals | undefined {
    const { client } = this.session;
    if (!client.trusted || !client.settings.enabled || !client.settings.measures.signals) return undefined;
    const known = this.known.get(root) ?? readSignals(root);
    this.known.set(root, known);
    return known;
  }

  commandEnded({ line, cwd, startedAt, exitCode, problems }: EndedCommand): void {
    const root = this.session.folders.rootOf(path.join(cwd, 'x'));
    const at = this.now().getTime();
    // What ended without saying how tells nothing of how it went.
    if (root === undefined || exitCode === undefined) return;
    const ms = Math.max(0, at - startedAt.getTime());
    this.see(root, (signals) => signals.ended({ line, cwd, ms, hasFailed: exitCode !== 0, errors: problems.length }, at));
  }

  /** In log files. */
  logged(problems: readonly Problem[]): void {
    for (const [root, own] of Map.groupBy(problems, ({ location }) => this.session.folders.rootOf(location.path)))
      if (root !== undefined) this.see(root, (signals) => signals.seen(own.length, this.now().getTime()));
  }

  /** All that was seen is written. Never rejects. */
  async settled(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.write();
    await this.writing;
  }

  /** What was usual in a folder is known no more; what is being written of it is on the disk. Never rejects. */
  async forget(root: string): Promise<void> {
    this.known.delete(root);
    this.changed.delete(root);
    await this.writing;
  }

  private see(root: string, look: (signals: Signals) => readonly Unusual[]): void {
    const signals = this.of(root);
    if (!signals) return;
    const unusual = look(signals);
    this.changed.add(root);
    this.timer ??= setTimeout(
      this.session.log.listener('what is usual', () => this.settled()),
      WRITE_MS,
    ).unref();
    this.seenSomething.fire(root);
    const [first] = unusual;
    if (first) this.tell(unusual, root);
  }

  /** One notice, and then none for an hour; the log has all. */
  private tell(unusual: readonly Unusual[], root: string): void {
    const { connection, log } = this.session;
    for (const { message } of unusual) log.info(`unusual in ${path.basename(root)}: ${message}`);
    const [first] = unusual;
    const at = this.now().getTime();
    if (!first || at - this.toldAt < QUIET_MS) return;
    this.toldAt = at;
    const message = visibleLine(`Unusual in ${path.basename(root)}: ${first.message}`);
    void connection.sendNotification(Tell.type, { key: `signals:${at}`, severity: 'info', message });
  }

  private write(): void {
    const { log } = this.session;
    for (const root of this.changed) {
      const signals = this.of(root);
      if (!signals) continue;
      this.writing = Promise.all([
        this.writing,
        writeSignals(root, signals).then(
          (written) => {
            if (!written.ok) log.warn(written.message);
          },
          (error: unknown) => log.fault('what is usual', error),
        ),
      ]);
    }
    this.changed.clear();
  }
}
