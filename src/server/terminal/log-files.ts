// The log files that the settings name: found in the workspace folders, looked at again and again while there are any.

import * as fs from 'node:fs';
import * as path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { DEPENDENCY_FOLDERS, type Problem } from '../../engine';
import type { ClientState } from '../session/client-state';
import type { Folders } from '../session/folders';
import type { Log } from '../session/log';
import { LogTail, type FileIdentity } from './log-tail';

/** Files followed at once; those that were written to last. */
const MAX_FILES = 20;
const MAX_PATTERNS = 50;
/** Entries of folders that are looked at for one workspace folder. */
const MAX_VISITED = 20_000;
/** Identities of files that were followed: where one has another name now, it was rotated, and nothing in it is new. */
const MAX_REMEMBERED = 200;

interface LogTimes {
  readonly lookMs: number;
  readonly findMs: number;
}
const TIMES: LogTimes = { lookMs: 1_000, findMs: 5_000 };
/** Finding the files takes at most this part of the time. */
const MAX_SHARE = 1 / 20;

interface Found {
  readonly file: string;
  readonly root: string;
  readonly identity: FileIdentity;
  readonly writtenAt: number;
}

export class LogFiles {
  private readonly tails = new Map<string, LogTail>();
  private readonly remembered = new Set<FileIdentity>();
  private timer: NodeJS.Timeout | undefined;
  private findAt = 0;
  /** What is followed, as one text: where it changes, all begins anew. */
  private following = '';
  private isDisposed = false;

  constructor(
    private readonly session: {
      readonly client: Pick<ClientState, 'trusted' | 'settings' | 'settingsOf'>;
      readonly folders: Pick<Folders, 'all'>;
      readonly log: Pick<Log, 'fault'>;
    },
    private readonly onProblems: (problems: readonly Problem[]) => void,
    private readonly times: LogTimes = TIMES,
  ) {}

  /** Settings, folders or trust have changed. */
  changed(): void {
    const patterns = this.patterns();
    const following = JSON.stringify(patterns);
    if (this.isDisposed || following === this.following) return;
    this.following = following;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.tails.clear();
    this.findAt = 0;
    if (patterns.length > 0) this.next(0);
  }

  /** Files followed now. */
  get count(): number {
    return this.tails.size;
  }

  dispose(): void {
    this.isDisposed = true;
    clearTimeout(this.timer);
    this.tails.clear();
  }

  /** Of every workspace folder that has any. Nothing is read for a workspace that is not trusted. */
  private patterns(): { readonly root: string; readonly patterns: readonly string[] }[] {
    const { client, folders } = this.session;
    if (!client.trusted || !client.settings.enabled) return [];
    return folders.all
      .map((root) => ({ root, patterns: client.settingsOf(root).logs.slice(0, MAX_PATTERNS) }))
      .filter(({ patterns }) => patterns.length > 0);
  }

  private next(ms: number): void {
    const { following } = this;
    this.timer = setTimeout(() => {
      this.look()
        .catch((error: unknown) => this.session.log.fault('reading a log file', error))
        .finally(() => {
          if (!this.isDisposed && this.following === following) this.next(this.times.lookMs);
        });
    }, ms);
    this.timer.unref();
  }

  private async look(): Promise<void> {
    const { following } = this;
    const isFirst = this.findAt === 0;
    if (Date.now() >= this.findAt) await this.find(isFirst);
    for (const tail of [...this.tails.values()]) {
      const problems = await tail.look();
      if (this.isDisposed || this.following !== following) return;
      if (tail.fileIdentity !== undefined) this.remember(tail.fileIdentity);
      if (problems.length > 0) this.onProblems(problems);
    }
  }

  private async find(isFirst: boolean): Promise<void> {
    const { following } = this;
    const startedAt = Date.now();
    const found: Found[] = [];
    for (const { root, patterns } of this.patterns()) found.push(...(await filesOf(root, patterns)));
    if (this.isDisposed || this.following !== following) return;
    this.findAt = Date.now() + Math.max(this.times.findMs, (Date.now() - startedAt) / MAX_SHARE);
    const newest = found.sort((a, b) => b.writtenAt - a.writtenAt || (a.file < b.file ? -1 : 1)).slice(0, MAX_FILES);
    const kept = new Set(newest.map(({ file }) => file));
    for (const file of this.tails.keys()) if (!kept.has(file)) this.tails.delete(file);
    for (const { file, root, identity } of newest) {
      if (this.tails.has(file)) continue;
      const fromStart = !isFirst && !this.remembered.has(identity);
      this.tails.set(file, new LogTail({ file, root, roots: this.session.folders.all, fromStart }));
    }
  }

  private remember(identity: FileIdentity): void {
    this.remembered.delete(identity);
    this.remembered.add(identity);
    for (const oldest of this.remembered) {
      if (this.remembered.size <= MAX_REMEMBERED) break;
      this.remembered.delete(oldest);
    }
  }
}

/** Files of a folder that match one of the patterns, each once. Never rejects. */
async function filesOf(root: string, patterns: readonly string[]): Promise<Found[]> {
  let rules: Ignore;
  try {
    rules = ignore().add([...patterns]);
  } catch {
    return []; // a pattern that is none
  }
  const found = new Map<FileIdentity, Found>();
  const queue = startsOf(root, patterns);
  const seen = new Set(queue);
  let visited = 0;
  for (let folder = queue.shift(); folder !== undefined && visited < MAX_VISITED; folder = queue.shift()) {
    const entries = await fs.promises.readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (++visited > MAX_VISITED) break;
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) {
        if (DEPENDENCY_FOLDERS.has(entry.name) || seen.has(file)) continue;
        seen.add(file);
        queue.push(file);
      } else if ((entry.isFile() || entry.isSymbolicLink()) && rules.ignores(path.relative(root, file).split(path.sep).join('/'))) {
        const stat = await fs.promises.stat(file, { bigint: true }).catch(() => undefined);
        if (!stat?.isFile()) continue;
        const identity = `${stat.dev}:${stat.ino}`;
        // Under two names it is one file, and under its own rather than a link's.
        if (!found.has(identity) || entry.isFile()) found.set(identity, { file, root, identity, writtenAt: Number(stat.mtimeMs) });
      }
    }
  }
  return [...found.values()];
}

/** The folders that the patterns begin in: a log in a folder that is named is found without a walk through the rest. */
function startsOf(root: string, patterns: readonly string[]): string[] {
  const starts = patterns
    .filter((pattern) => !/^[!#]/.test(pattern))
    .map((pattern) => {
      const parts = pattern.replace(/^\//, '').split('/');
      // Without a slash in it, a pattern is for any folder.
      const isAnywhere = parts.filter((part) => part !== '').length < 2 && !pattern.startsWith('/');
      const glob = parts.findIndex((part) => /[*?[\]{}\\]/.test(part));
      const fixed = parts.slice(0, glob < 0 ? -1 : Math.min(glob, parts.length - 1));
      return isAnywhere || fixed.includes('..') ? root : path.join(root, ...fixed);
    });
  const all = [...new Set(starts)];
  return all.filter((start) => !all.some((other) => other !== start && start.startsWith(other + path.sep)));
}
