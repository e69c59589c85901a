// `self-heal pairs …`: the success pairs of a workspace, looked at, reported on, taken out, brought in, recorded by hand, cut down.

import * as path from 'node:path';
import css from '../../../media/report.css';
import {
  exportPairs,
  formats,
  importPairs,
  languageOf,
  leftOutLines,
  makePair,
  openPairStore,
  readSource,
  recordPair,
  replaceFile,
  reportMarkdown,
  reportOf,
  reportPage,
  toldFix,
  type Exported,
  type PairStore,
} from '../../engine';
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
  /** A fix that is recorded by hand, as it was told. */
  readonly told: ToldWords;
  /** What an export is to take. */
  readonly chosen: ExportWords;
}

/** The options of `pairs record` as they were typed; `line` counts from 1. */
interface ToldWords {
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly error: string | undefined;
  readonly line: number | undefined;
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
  async report(store, { output, folder }) {
    const report = reportOf(store, new Date());
    if (!report.ok) throw new UsageError(report.message);
    const name = path.basename(folder);
    const isPage = output !== undefined && /\.html?$/i.test(output);
    const text = isPage ? reportPage(report.value, { name, css }) : reportMarkdown(name, report.value);
    if (output === undefined) {
      print(text);
      return EXIT.ok;
    }
    const written = await replaceFile(output, async (out) => {
      await out.writeFile(text);
      return true;
    });
    if (!written.ok) throw new UsageError(`The report was not written to ${output}: ${written.message}.`);
    print(`The report is in ${output}.\n`);
    return EXIT.ok;
  },
  async record(store, { folder, told: { before, after, error, line }, json }) {
    if (before === undefined || after === undefined || error === undefined)
      throw new UsageError(`pairs record needs --before FILE, --after FILE and --error TEXT, the error's own words: "TypeError: …".`);
    const language = languageOf(after);
    if (!language) throw new UsageError(`${after}: fixes of Python, TypeScript and JavaScript are recorded.`);
    const [old, now] = [readSource(before), readSource(after)];
    if (!old.ok) throw new UsageError(old.message);
    if (!now.ok) throw new UsageError(now.message);
    const texts = { path: now.value.path, language, before: old.value.text, after: now.value.text, error };
    const told = toldFix({ ...texts, ...(line === undefined ? {} : { line: line - 1 }) });
    if (!told.ok) throw new UsageError(told.message);
    const pair = makePair(told.value, texts.before, texts.after, { now: new Date(), root: folder, how: 'told by hand', via: 'hand' });
    const recorded = await recordPair(store, pair);
    if (!recorded.ok) throw new UsageError(recorded.message);
    const { known, id } = recorded.value;
    if (json) printJson({ id, known, title: pair.title, errorType: pair.errorType, message: pair.message });
    else
      print(
        `${known ? 'Known already' : 'Recorded'}: ${pair.title}, for ${pair.errorType === '' ? '' : `${pair.errorType}: `}${pair.message}\n`,
      );
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

function exportedText(output: string, exported: Exported): string {
  const { pairs, parts, redactions, promptVersion } = exported;
  const divided = Object.entries(parts).map(([part, count]) => `${part} ${count}`);
  const lines = [
    `${pairs} pairs exported to ${output}${divided.length > 0 ? ` (${divided.join(', ')})` : ''}; ${redactions} secrets redacted${promptVersion === undefined ? '' : `; prompts of version ${promptVersion}`}.`,
    ...leftOutLines(exported),
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
