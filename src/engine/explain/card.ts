// The explanation as a card in Markdown: what happened, where the value came from, what the patch does, what proves it, what is open.
// Messages and code are data of others: fenced or escaped, so that they can't become headings or links.

import type { Patch, FileEdit } from '../patch';
import type { Problem } from '../problem';
import type { SourceText } from '../syntax/source-text';
import { changedLines } from './changed-lines';
import { likely, openQuestions, proofs } from './evidence';
import type { Explanation } from './explain';

export interface CardParts {
  readonly problem: Problem;
  /** The problem's file as it is now. */
  readonly source: SourceText | undefined;
  readonly explanation: Explanation | undefined;
  /** Patches that are offered, best first. */
  readonly patches: readonly Patch[];
  /** A path as the person knows it. */
  readonly shown: (path: string) => string;
}

const MAX_MESSAGE = 600;
const MAX_LINES = 30;

/** The whole card, a page of its own. */
export function card(parts: CardParts): string {
  const { problem, explanation, patches, source, shown } = parts;
  const line = problem.location.range.start.line;
  const [best, ...others] = patches;
  const code = source && line < source.lineCount ? source.line(line) : '';
  const sections = [
    `# What happened in ${plain(shown(problem.location.path))}, line ${line + 1}`,
    fenced([
      `${problem.errorType && !problem.message.startsWith(problem.errorType) ? `${problem.errorType}: ` : ''}${problem.message.slice(0, MAX_MESSAGE)}`,
    ]),
    ...(code.trim() ? [`The line:`, fenced([code], problem.language)] : []),
    ...(explanation ? [plain(explanation.what)] : []),
    ...(explanation && explanation.origins.length > 0
      ? [
          '## Where it came from',
          bullets(
            explanation.origins.map(
              (origin) =>
                `${plain(shown(origin.path))}, line ${origin.line + 1}: ${plain(origin.says)}${origin.code ? `\n\n${indented(fenced([origin.code], problem.language))}` : ''}`,
            ),
          ),
        ]
      : []),
    ...problem.causes
      .slice(0, 3)
      .flatMap((cause, i) => [
        ...(i === 0 ? ['## What caused it'] : []),
        fenced([`${cause.errorType}: ${cause.message.slice(0, MAX_MESSAGE)}`]),
      ]),
    ...(best ? patchSections(best, source, problem, shown) : needed(explanation)),
    ...(others.length > 0 ? ['## Other ways', bullets(others.map((patch) => `${plain(patch.candidate.title)} (${likely(patch)})`))] : []),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** A few lines, for a hover: the message itself is already there. */
export function summary({ problem, source, explanation, patches, shown }: CardParts): string {
  const [best] = patches;
  const origin = explanation?.origins[0];
  return [
    ...(explanation ? [plain(explanation.what)] : []),
    ...(origin
      ? [
          `${plain(origin.says)}: ${origin.path === problem.location.path ? '' : `${plain(shown(origin.path))}, `}line ${origin.line + 1}${origin.code ? ` ${inline(origin.code)}` : ''}`,
        ]
      : []),
    ...(best
      ? [
          `**Fix:** ${plain(best.candidate.title)}. ${plain(proofs(best.evidence)[0] ?? 'Nothing is proved yet.')}`,
          ...changes(best, source, problem)
            .slice(0, 1)
            .map(({ text }) => text),
        ]
      : explanation
        ? [`**Needed:** ${plain(explanation.needed)}`, ...(explanation.commands ?? []).map((command) => fenced([command], 'sh'))]
        : []),
  ].join('\n\n');
}

function patchSections(patch: Patch, source: SourceText | undefined, problem: Problem, shown: CardParts['shown']): string[] {
  const more = patch.candidate.edits.filter((file) => file.path !== problem.location.path);
  return [
    '## What the fix does',
    `${plain(patch.candidate.title)}.${patch.candidate.explanation ? ` ${plain(patch.candidate.explanation)}` : ''}`,
    ...changes(patch, source, problem).map(({ line, text }) => `Line ${line + 1}:\n\n${text}`),
    ...(more.length > 0 ? [`It also changes ${more.map((file) => plain(shown(file.path))).join(', ')}.`] : []),
    '## What proves it',
    proofs(patch.evidence).length > 0 ? bullets(proofs(patch.evidence).map(plain)) : 'Nothing yet.',
    `How sure: ${likely(patch)}.`,
    '## What is not proved',
    bullets(openQuestions(patch.evidence).map(plain)),
  ];
}

function needed(explanation: Explanation | undefined): string[] {
  return [
    '## What would be needed',
    explanation ? plain(explanation.needed) : 'Nothing is known of this kind of mistake beyond its message.',
    ...(explanation?.commands?.length ? ['To copy, if you want it. Nothing is run unasked:', fenced(explanation.commands, 'sh')] : []),
    'No fix is offered here: what is missing can’t be known from the code, and a guess would only hide the error.',
  ];
}

function changes(patch: Patch, source: SourceText | undefined, problem: Problem): { readonly line: number; readonly text: string }[] {
  const own: FileEdit | undefined = patch.candidate.edits.find((file) => file.path === problem.location.path);
  if (!own || !source) return [];
  return changedLines(source, own).map(({ line, before, after }) => ({
    line,
    text: fenced(
      [...before.slice(0, MAX_LINES).map((text) => `- ${text}`), ...after.slice(0, MAX_LINES).map((text) => `+ ${text}`)],
      'diff',
    ),
  }));
}

const bullets = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');
const indented = (text: string): string =>
  text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');

/** A fence longer than any run of backticks inside it. */
function fenced(lines: readonly string[], language = ''): string {
  const text = lines.join('\n');
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

function inline(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}${longest > 0 ? ' ' : ''}${text}${longest > 0 ? ' ' : ''}${ticks}`;
}

/** Text of others as text: nothing in it is Markdown, and nothing becomes a link. */
function plain(text: string): string {
  return text
    .replace(/\s*\n\s*/g, ' ')
    .replace(/[\\`*[\]<>|~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|^[#+-]/gu, '\\$&')
    .replace(/(https?|ftp|command|file):/gi, '$1\\:')
    .replace(/www\./gi, (www) => `${www.slice(0, -1)}\\.`);
}
