// `self-heal pairs …`: the success pairs of a workspace, looked at, taken out, brought in, cut down.

import * as path from 'node:path';
import { exportPairs, formats, importPairs, openPairStore, type PairStore } from '../../engine';
import { EXIT, UsageError, type ExitCode } from '../io/exit-codes';
import { MAX_PAIRS } from '../io/record';
import { print, printJson } from '../io/say';

export interface PairsOptions {
  readonly action: string;
  readonly rest: readonly string[];
  readonly folder: string;
  readonly json: boolean;
  readonly output: string | undefined;
  readonly keep: number | undefined;
}

const ACTIONS: Readonly<Record<string, (store: PairStore, options: PairsOptions) => ExitCode | Promise<ExitCode>>> = {
  stats(store, { json }) {
    const read = store.statistics();
    if (!read.ok) throw new UsageError(read.message);
    const statistics = read.value;
    if (json) {
      const report = store.report();
      if (!report.ok) throw new UsageError(report.message);
      printJson({ ...statistics, report: report.value });
      return EXIT.ok;
    }
    print(
      `${statistics.total_pairs} success ${statistics.total_pairs === 1 ? 'pair' : 'pairs'}${statistics.earliest_pair ? `, from ${statistics.earliest_pair} to ${statistics.latest_pair ?? ''}` : ''}\n`,
    );
    for (const [title, counts] of [
      ['Error types', statistics.error_types],
      ['Error patterns', statistics.error_patterns],
      ['Pair types', statistics.pair_types],
    ] as const) {
      const rows = Object.entries(counts)
        .sort((a, b) => b[1] - a[1])
        .slice(0, 20);
      if (rows.length > 0)
        print(`${title}:\n${rows.map(([name, n]) => `  ${String(n).padStart(6)}  ${name.split('\n')[0] ?? ''}\n`).join('')}`);
    }
    return EXIT.ok;
  },
  async export(store, { output }) {
    if (!output) throw new UsageError(`pairs export needs --output FILE, ${endings('write')}.`);
    const done = await exportPairs(store, output);
    if (!done.ok) throw new UsageError(done.message);
    const { pairs, redactions, withheld } = done.value;
    print(
      `${pairs} pairs exported to ${output}; ${redactions} secrets redacted${withheld > 0 ? `; ${withheld} pairs withheld, because the search for secrets failed on them` : ''}.\n`,
    );
    return EXIT.ok;
  },
  async import(store, { rest }) {
    const [file, more] = rest;
    if (file === undefined || more !== undefined)
      throw new UsageError(`pairs import needs one file, ${endings('read')}: self-heal pairs import FILE.`);
    const done = await importPairs(store, path.resolve(file), new Date());
    if (!done.ok) throw new UsageError(done.message);
    const { imported, known, refused, firstRefusal, withheld } = done.value;
    print(
      `${imported} pairs imported${known > 0 ? `, ${known} were known already` : ''}${refused > 0 ? `, ${refused} lines were no pairs (${firstRefusal ?? ''})` : ''}${withheld > 0 ? `; the text of ${withheld} was left out, because the search for secrets failed on it` : ''}.\n`,
    );
    return EXIT.ok;
  },
  prune(store, { keep }) {
    if (keep === undefined) throw new UsageError('pairs prune needs --keep N, the number of newest pairs to keep.');
    const done = keep === 0 ? store.clear() : store.prune(keep);
    if (!done.ok) throw new UsageError(done.message);
    print(`${done.value.removed} pairs removed.\n`);
    return EXIT.ok;
  },
};

/** `.jsonl`: what the files of the formats end in that can be read or written. */
const endings = (way: 'read' | 'write'): string =>
  formats
    .filter((format) => format[way])
    .map((format) => `.${format.extension}`)
    .join(' or ');

export async function pairs(options: PairsOptions): Promise<ExitCode> {
  const action = Object.hasOwn(ACTIONS, options.action) ? ACTIONS[options.action] : undefined;
  if (!action) throw new UsageError(`pairs knows ${Object.keys(ACTIONS).join(', ')}${options.action ? `, not '${options.action}'` : ''}.`);
  const opened = openPairStore({ folder: options.folder, maxPairs: MAX_PAIRS });
  if (!opened.ok) throw new UsageError(opened.message);
  try {
    return await action(opened.value, options);
  } finally {
    opened.value.close();
  }
}
