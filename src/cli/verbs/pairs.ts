// `self-heal pairs …`: the success pairs of a workspace, looked at, taken out, brought in, cut down.

import * as path from 'node:path';
import { exportPairs, formats, importPairs, openPairStore, type Exported, type PairStore } from '../../engine';
import { EXIT, UsageError, type ExitCode } from '../io/exit-codes';
import { MAX_PAIRS } from '../io/record';
import { print, printJson } from '../io/say';
import { exportOptions, type ExportWords } from './export-options';

export interface PairsOptions {
  readonly action: string;
  readonly rest: readonly string[];
  readonly folder: string;
  readonly json: boolean;
  readonly output: string | undefined;
  readonly keep: number | undefined;
  /** What an export is to take. */
  readonly chosen: ExportWords;
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
  async export(store, { output, json, chosen }) {
    const options = exportOptions(chosen);
    if (!output) throw new UsageError(`pairs export needs --output FILE, ${endings()}, or --format and --output FILE or FOLDER.`);
    const done = await exportPairs(store, output, options);
    if (!done.ok) throw new UsageError(done.message);
    if (json) printJson(done.value);
    else print(exportedText(output, done.value));
    return EXIT.ok;
  },
  async import(store, { rest }) {
    const [file, more] = rest;
    if (file === undefined || more !== undefined) throw new UsageError(`pairs import needs one file, .jsonl: self-heal pairs import FILE.`);
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

/** `.jsonl`: what the files of the formats end in that are told from it. */
const endings = (): string =>
  formats
    .filter(({ isOfEnding }) => isOfEnding)
    .map((format) => `.${format.extension}`)
    .join(' or ');

const LEFT_OUT: Readonly<Record<keyof Exported['leftOut'], string>> = {
  'little-evidence': 'with too little evidence',
  'no-change': 'that change nothing',
  duplicate: 'that are there already',
  'too-long': 'too long',
  'no-rejected': 'without a fix of the same text that was not wanted',
  'after-test': 'recorded after what it is tested on',
};

function exportedText(output: string, { pairs, parts, redactions, withheld, unreadable, leftOut, promptVersion }: Exported): string {
  const divided = Object.entries(parts).map(([part, count]) => `${part} ${count}`);
  const lines = [
    `${pairs} pairs exported to ${output}${divided.length > 0 ? ` (${divided.join(', ')})` : ''}; ${redactions} secrets redacted${withheld > 0 ? `; ${withheld} pairs withheld, because the search for secrets failed on them` : ''}${promptVersion === undefined ? '' : `; prompts of version ${promptVersion}`}.`,
    ...Object.entries(LEFT_OUT).flatMap(([why, words]) => {
      const count = Object.entries(leftOut).find(([each]) => each === why)?.[1] ?? 0;
      return count > 0 ? [`Left out: ${count} ${words}.`] : [];
    }),
    ...(unreadable > 0 ? [`Left out: ${unreadable} whose row in the store is damaged.`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

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
