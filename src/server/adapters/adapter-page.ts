// All that is known of an adapter, as a page in Markdown: what it is, how it was trained, how it did against its base, what became of its fixes.

import * as path from 'node:path';
import { comparisonTable, escapeMarkdown, inlineCode, readFileText, type AdapterRecord, type RegisteredAdapter } from '../../engine';
import { baseOf, verdictsOf } from './shown-adapter';

/** Of the picture, in bytes. */
const MAX_PLOT = 256 * 1024;
/** The newest ones. */
const MAX_FEEDBACK = 20;

export function adapterPage(adapter: RegisteredAdapter, isActive: boolean): string {
  const { record } = adapter;
  return [
    `# ${escapeMarkdown(record.adapter_id)}`,
    isActive ? '**Active**: it answers the errors that it is for.' : 'Not active: its base answers.',
    escapeMarkdown(record.description),
    table(['', ''], whatItIs(adapter)),
    '## Against its base',
    record.comparison ? comparisonTable(record.comparison).trim() : 'It was not compared with its base yet.',
    '## How it was trained',
    ...trainingOf(adapter),
    '## What became of its fixes',
    ...feedbackOf(record),
  ]
    .filter(Boolean)
    .join('\n\n')
    .concat('\n');
}

type Row = readonly (string | undefined)[];

/** Rows whose last cell is not known are left out. */
function table(heads: readonly string[], rows: readonly Row[]): string {
  const known = rows.filter((row) => row.at(-1) !== undefined && row.at(-1) !== '');
  if (known.length === 0) return '';
  const line = (cells: Row): string => `| ${cells.join(' | ')} |`;
  return [
    line(heads),
    line(heads.map((_, i) => (known.every((row) => /^\d/.test(row[i] ?? '')) ? '---:' : '---'))),
    ...known.map(line),
  ].join('\n');
}

function whatItIs({ path: at, record }: RegisteredAdapter): Row[] {
  const { model_name: model, priority, error_types: types, tags, version, created_at: made, endpoint } = record;
  const base = baseOf(record);
  return [
    ['Base', inlineCode(base)],
    ['For the model', model === base ? undefined : inlineCode(model)],
    ['Answers', types.length === 0 ? 'all errors' : types.map(inlineCode).join(', ')],
    ['Priority', priority],
    ['Tags', tags.map(inlineCode).join(', ')],
    ['Version', escapeMarkdown(version)],
    ['Made', escapeMarkdown(made)],
    ['Served at', endpoint === undefined ? undefined : inlineCode(endpoint)],
    ['Folder', inlineCode(at)],
  ];
}

function trainingOf({ path: at, record }: RegisteredAdapter): string[] {
  const { trained_on: on, trained_on_pairs: pairs, prompt, training, metrics } = record;
  const options = Object.entries(training?.config ?? {}).map(([name, value]) => [
    escapeMarkdown(name.replaceAll('_', ' ')),
    inlineCode(Array.isArray(value) ? value.join(', ') : String(value)),
  ]);
  const rows: Row[] = [
    ['Pairs', pairs === undefined ? on && String(on.count) : String(pairs)],
    ['Generic ones among them', on?.generic === undefined ? undefined : String(on.generic)],
    ['The youngest pair', on && escapeMarkdown(on.until)],
    ['Hash of the pairs', on && inlineCode(on.hash.slice(0, 16))],
    ['Words of the question', prompt && `version ${prompt.version}, ${inlineCode(prompt.hash.slice(0, 16))}`],
    ['Method', training && escapeMarkdown(training.method.toUpperCase())],
    ['Preset', training?.preset === undefined ? undefined : inlineCode(training.preset)],
    ['Loss', metrics && metrics.train_loss.toFixed(3)],
    ['Loss on held-out pairs', heldOutLoss(metrics)],
    ['Epochs', metrics?.epoch?.toFixed(2)],
    ['Took', metrics?.train_runtime == null ? undefined : `${Math.round(metrics.train_runtime)} s`],
  ];
  const said = table(['', ''], rows);
  return [said === '' ? 'Nothing is known of it.' : said, plotOf(at), options.length > 0 ? '### Options' : '', table(['', ''], options)];
}

/** Before and after, where both are known. */
function heldOutLoss(metrics: AdapterRecord['metrics']): string | undefined {
  const { eval_loss: after = null, eval_loss_before: before = null } = metrics ?? {};
  if (after === null) return undefined;
  return before === null ? after.toFixed(3) : `${before.toFixed(3)} before, ${after.toFixed(3)} after`;
}

/** As a picture within the page: the page has no folder that it could be read from. */
function plotOf(at: string): string {
  const svg = readFileText(path.join(at, PLOT), MAX_PLOT);
  return svg?.trimStart().startsWith('<svg')
    ? `![The loss, step by step](data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')})`
    : '';
}

const PLOT = 'loss.svg';

function feedbackOf(record: AdapterRecord): string[] {
  const { success_rate: rate, feedback = [] } = record;
  const { verdicts } = verdictsOf(record);
  if (verdicts === 0) return ['None was taken or refused yet.'];
  return [
    `Right: **${Math.round(100 * rate)} %**${verdicts === undefined ? '' : `, of ${verdicts} verdict${verdicts === 1 ? '' : 's'}`}. The newest count most: each takes a tenth of what was known before.`,
    table(
      ['When', 'What was said', 'Score'],
      feedback
        .slice(-MAX_FEEDBACK)
        .reverse()
        .map(({ at, text, score }) => [escapeMarkdown(at), escapeMarkdown(text), score.toFixed(1)]),
    ),
  ];
}
