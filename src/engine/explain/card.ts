// The explanation as a card in Markdown: what happened, where the value came from, what the patch does, what proves it, what is open.

import type { Patch } from '../patch';
import type { Problem } from '../problem';
import { fileEditOf } from '../syntax/edits';
import type { SourceText } from '../syntax/source-text';
import { changedLines } from './changed-lines';
import { likely, openQuestions, proofs, warnings } from './evidence';
import type { Explanation } from './explain';
import { bulletList, codeBlock, escapeMarkdown, indentBlock, inlineCode } from './markdown';

export interface CardParts {
  readonly problem: Problem;
  /** The problem's file as it is now. */
  readonly source: SourceText | undefined;
  readonly explanation: Explanation | undefined;
  /** Patches that are offered, best first. */
  readonly patches: readonly Patch[];
  /** Fixes that are not among them, because they are not sure enough. */
  readonly unsure?: number;
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
    `# What happened in ${escapeMarkdown(shown(problem.location.path))}, line ${line + 1}`,
    codeBlock([
      `${problem.errorType && !problem.message.startsWith(problem.errorType) ? `${problem.errorType}: ` : ''}${problem.message.slice(0, MAX_MESSAGE)}`,
    ]),
    ...(code.trim() ? [`The line:`, codeBlock([code], problem.language)] : []),
    ...(explanation ? [escapeMarkdown(explanation.what)] : []),
    ...(explanation && explanation.origins.length > 0
      ? [
          '## Where it came from',
          bulletList(
            explanation.origins.map(
              (origin) =>
                `${escapeMarkdown(shown(origin.path))}, line ${origin.line + 1}: ${escapeMarkdown(origin.says)}${origin.code ? `\n\n${indentBlock(codeBlock([origin.code], problem.language))}` : ''}`,
            ),
          ),
        ]
      : []),
    ...problem.causes
      .slice(0, 3)
      .flatMap((cause, i) => [
        ...(i === 0 ? ['## What caused it'] : []),
        codeBlock([`${cause.errorType}: ${cause.message.slice(0, MAX_MESSAGE)}`]),
      ]),
    ...(best ? patchSections(best, source, problem, shown) : needed(explanation)),
    ...(others.length > 0
      ? ['## Other ways', bulletList(others.map((patch) => `${escapeMarkdown(patch.candidate.title)} (${likely(patch)})`))]
      : []),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** A few lines, for a hover: the message itself is already there. */
export function summary({ problem, source, explanation, patches, unsure = 0, shown }: CardParts): string {
  const [best] = patches;
  const origin = explanation?.origins[0];
  return [
    ...(explanation ? [escapeMarkdown(explanation.what)] : []),
    ...(origin
      ? [
          `${escapeMarkdown(origin.says)}: ${origin.path === problem.location.path ? '' : `${escapeMarkdown(shown(origin.path))}, `}line ${origin.line + 1}${origin.code ? ` ${inlineCode(origin.code)}` : ''}`,
        ]
      : []),
    ...(best
      ? [
          `**Fix:** ${escapeMarkdown(best.candidate.title)}. ${escapeMarkdown([proofs(best.evidence).at(-1) ?? 'Nothing checked it yet.', ...warnings(best.candidate)].join(' '))}`,
          ...changes(best, source, problem).map(({ text }) => text),
          ...alsoChanged(best, problem, shown),
        ]
      : unsure > 0
        ? ['**Fix:** there is one, but it is not sure enough: “Show low-confidence suggestions…”.']
        : explanation
          ? [
              `**Needed:** ${escapeMarkdown(explanation.needed)}`,
              ...(explanation.commands ?? []).map((command) => codeBlock([command], 'sh')),
            ]
          : []),
  ].join('\n\n');
}

function patchSections(patch: Patch, source: SourceText | undefined, problem: Problem, shown: CardParts['shown']): string[] {
  return [
    '## What the fix does',
    `${escapeMarkdown(patch.candidate.title)}.${patch.candidate.explanation ? ` ${escapeMarkdown(patch.candidate.explanation)}` : ''}`,
    ...changes(patch, source, problem).map(({ line, text }) => `Line ${line + 1}:\n\n${text}`),
    ...warnings(patch.candidate).map((warning) => `**${escapeMarkdown(warning)}**`),
    ...alsoChanged(patch, problem, shown),
    '## What proves it',
    proofs(patch.evidence).length > 0 ? bulletList(proofs(patch.evidence).map(escapeMarkdown)) : 'Nothing yet.',
    `How sure: ${likely(patch)}.`,
    '## What is not proved',
    bulletList(openQuestions(patch.evidence).map(escapeMarkdown)),
  ];
}

function alsoChanged({ candidate }: Patch, problem: Problem, shown: CardParts['shown']): string[] {
  const more = candidate.edits.filter((file) => file.path !== problem.location.path);
  return more.length > 0 ? [`It also changes ${more.map((file) => escapeMarkdown(shown(file.path))).join(', ')}.`] : [];
}

function needed(explanation: Explanation | undefined): string[] {
  return [
    '## What would be needed',
    explanation ? escapeMarkdown(explanation.needed) : 'Nothing is known of this kind of mistake beyond its message.',
    ...(explanation?.commands?.length ? ['To copy, if you want it. Nothing is run unasked:', codeBlock(explanation.commands, 'sh')] : []),
    'No fix is offered here: what is missing can’t be known from the code, and a guess would only hide the error.',
  ];
}

function changes(patch: Patch, source: SourceText | undefined, problem: Problem): { readonly line: number; readonly text: string }[] {
  const own = fileEditOf(patch.candidate, problem.location.path);
  if (!own || !source) return [];
  return changedLines(source, own).map(({ line, before, after }) => ({
    line,
    text: codeBlock([...signed('-', before), ...signed('+', after)], 'diff'),
  }));
}

/** The lines of one side; of very many it is said how many more there are. */
function signed(sign: string, lines: readonly string[]): string[] {
  const rest = lines.length - MAX_LINES;
  return [
    ...lines.slice(0, MAX_LINES).map((text) => `${sign} ${text}`),
    ...(rest > 0 ? [`${sign} … ${rest} more ${rest === 1 ? 'line' : 'lines'}`] : []),
  ];
}
