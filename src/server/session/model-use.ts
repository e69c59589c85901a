// What models have used up today, in all windows together: a line for every call, in a file of the day, so that a crash loses nothing and two
// windows do not overwrite each other's words. Where the client has no folder for it, this window alone is counted.

import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { readFileBytes } from '../../engine';

/** Tokens, and money in the currency of the prices. */
export interface Used {
  readonly tokens: number;
  readonly cost: number;
}

const NOTHING: Used = { tokens: 0, cost: 0 };
/** A day of calls is far smaller; what is larger, or can't be read, may hide anything: a limit counts as reached. */
const MAX_BYTES = 5_000_000;
const FOLDER = 'model-use';

export class ModelUse {
  /** What could not be written, and all of it where there is no folder. */
  private unwritten: readonly (Used & { readonly day: string; readonly heal: string })[] = [];

  /** @param folder asked for each time: it is not known before the client has said hello. */
  constructor(
    private readonly folder: () => string | undefined,
    private readonly now: () => Date,
  ) {}

  /** An id for one heal, unique in all windows. */
  newHeal(): string {
    return randomUUID();
  }

  /** Of all heals of today but this one. Never throws. */
  today(without: string): Used {
    const day = dayOf(this.now());
    const mine = this.unwritten.filter((one) => one.day === day && one.heal !== without);
    return [...mine, ...this.written(day, without)].reduce(
      ({ tokens, cost }, one) => ({ tokens: tokens + one.tokens, cost: cost + one.cost }),
      NOTHING,
    );
  }

  /** Never throws: what can't be written is remembered as long as this process lives. */
  add(heal: string, { tokens, cost }: Used): void {
    if (tokens === 0 && cost === 0) return;
    const day = dayOf(this.now());
    const folder = this.folder();
    try {
      if (folder === undefined) throw new Error('no folder');
      const own = path.join(folder, FOLDER);
      const file = path.join(own, `${day}.jsonl`);
      const isNew = !fs.existsSync(file);
      fs.mkdirSync(own, { recursive: true });
      // One short write at the end of the file: whole, whoever else writes.
      fs.appendFileSync(file, `${JSON.stringify({ heal, tokens, cost })}\n`);
      if (isNew) for (const name of fs.readdirSync(own)) if (name < `${day}.jsonl`) fs.rmSync(path.join(own, name), { force: true });
    } catch {
      this.unwritten = [...this.unwritten.filter((one) => one.day === day), { day, heal, tokens, cost }];
    }
  }

  private written(day: string, without: string): Used[] {
    const folder = this.folder();
    if (folder === undefined) return [];
    const read = readFileBytes(path.join(folder, FOLDER, `${day}.jsonl`), MAX_BYTES);
    if (!read.ok) return read.reason === 'missing' ? [] : [{ tokens: Infinity, cost: Infinity }];
    return read.value
      .toString('utf8')
      .split('\n')
      .flatMap((line) => usedIn(line, without));
  }
}

/** A day as the person's clock has it: `2026-11-28`. */
function dayOf(now: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** A line that another version wrote, or that a full disk cut, counts nothing. */
function usedIn(line: string, without: string): Used[] {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null) return [];
    const { heal, tokens, cost }: { heal?: unknown; tokens?: unknown; cost?: unknown } = value;
    return heal !== without && isAmount(tokens) && isAmount(cost) ? [{ tokens, cost }] : [];
  } catch {
    return [];
  }
}

const isAmount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;
