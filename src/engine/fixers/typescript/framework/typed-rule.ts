// Fixers that need types run beside the compiler, in the TypeScript worker. Here is what such a rule is, and how it becomes a fixer like any other.

import type * as tsModule from 'typescript';
import type { LanguageId, Problem } from '../../../problem';
import type { Question, ScriptView } from '../../../project/typescript-requests';
import { SourceText } from '../../../syntax/source-text';
import { SCRIPT, type Fixer, type Proposal } from '../../fixer';

/** What a typed rule sees: the file's program and the place of the problem. */
export interface TypedPlace extends ScriptView {
  /** Offsets of the problem in `text`, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** 2304 for `TS2304`; 0 where the problem is not TypeScript's own. */
  readonly code: number;
  readonly errorType: string;
  readonly message: string;
  /** The innermost node that holds the problem's range. */
  readonly node: tsModule.Node;
  /** Whether TypeScript itself sees the reported problem in this text. Where it does not, files are missing or another tool reported it. */
  readonly reproduced: boolean;
  /** Proves a text: what of the reported problem and what is new in it. */
  prove(after: string): Proof;
}

export interface Proof {
  /** Fewer problems with the same words than before. */
  readonly gone: boolean;
  /** Errors that were not there before, by their words. */
  readonly fresh: readonly { readonly code: number; readonly message: string }[];
  /** Errors of the text before and after. */
  readonly before: number;
  readonly after: number;
}

/** A proposal as the worker gives it: plain data. */
export type TypedProposal = Omit<Proposal, 'otherFiles'> & {
  readonly otherFiles?: readonly { readonly path: string; readonly text: string; readonly edits: Proposal['edits'] }[];
};

export interface TypedRule {
  /** `typescript/<the mistake>`, the file's name. */
  readonly id: string;
  readonly languages?: readonly LanguageId[];
  /** Cheap, from the problem's words alone. */
  answers(problem: Pick<Problem, 'errorType' | 'message'>): boolean;
  propose(place: TypedPlace): readonly TypedProposal[];
}

/** Name of the one question that the worker answers for all typed rules. */
export const PROPOSE = 'propose';

interface ProposeInput {
  readonly rule: string;
  readonly start: number;
  readonly end: number;
  readonly errorType: string;
  readonly message: string;
}

/** The worker's side. */
export function proposeQuestion(rules: readonly TypedRule[]): Question {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return (view, input) => {
    const { rule, start, end, errorType, message } = input as ProposeInput;
    try {
      return byId.get(rule)?.propose(placeOf(view, start, end, errorType, message)) ?? [];
    } catch (error) {
      return { fault: error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 3).join(' ') : String(error) };
    }
  };
}

/** The engine's side: the fixer that asks for the rule. */
export function typed(rule: TypedRule): Fixer {
  return {
    id: rule.id,
    languages: rule.languages ?? SCRIPT,
    answers: (problem) => rule.answers(problem),
    propose: async ({ problem, path, source, start, end, workspace, signal }) => {
      if (!workspace.typescript) return [];
      const input: ProposeInput = { rule: rule.id, start, end, errorType: problem.errorType, message: problem.message };
      const answer = (await workspace.typescript.ask(PROPOSE, path, source.text, input, signal)) as
        readonly TypedProposal[] | { readonly fault: string } | undefined;
      if (answer && 'fault' in answer) throw new Error(answer.fault);
      return (answer ?? []).map(({ otherFiles, ...proposal }) => ({
        ...proposal,
        ...(otherFiles
          ? { otherFiles: otherFiles.map((file) => ({ path: file.path, source: new SourceText(file.text), edits: file.edits })) }
          : {}),
      }));
    },
  };
}

export function codeOf(errorType: string): number {
  return Number(/^(?:TS)?(\d{3,6})$/.exec(errorType)?.[1] ?? 0);
}

/** Whether the problem has one of TypeScript's codes. */
export function hasCode(problem: Pick<Problem, 'errorType'>, codes: ReadonlySet<number>): boolean {
  return codes.has(codeOf(problem.errorType));
}

/** The problem's place in a view. Offsets of `view.text`. */
export function placeOf(view: ScriptView, start: number, end: number, errorType: string, message: string): TypedPlace {
  const code = codeOf(errorType);
  const before = view.diagnostics(view.text);
  const counts = countWords(before);
  const key = `${code}|${message}`;
  const reproduced = counts.has(key);
  return {
    ...view,
    start,
    end,
    code,
    errorType,
    message,
    reproduced,
    node: innermost(view.ts, view.file, start, end),
    prove(after) {
      const found = view.diagnostics(after);
      const now = countWords(found);
      const fresh: { code: number; message: string }[] = [];
      for (const [words, { n, d }] of now)
        if (n > (counts.get(words)?.n ?? 0) && (reproduced || !counts.has(words))) fresh.push({ code: d.code, message: d.message });
      return {
        gone: reproduced && (now.get(key)?.n ?? 0) < (counts.get(key)?.n ?? 0),
        fresh,
        before: errorsOf(before),
        after: errorsOf(found),
      };
    },
  };
}

type Diagnostics = ReturnType<ScriptView['diagnostics']>;

function countWords(diagnostics: Diagnostics): Map<string, { n: number; d: Diagnostics[number] }> {
  const counts = new Map<string, { n: number; d: Diagnostics[number] }>();
  for (const d of diagnostics) {
    if (d.category !== 'error') continue;
    const key = `${d.code}|${d.message}`;
    const known = counts.get(key);
    if (known) known.n++;
    else counts.set(key, { n: 1, d });
  }
  return counts;
}

function errorsOf(diagnostics: Diagnostics): number {
  return diagnostics.filter((d) => d.category === 'error').length;
}

/** The innermost node whose text holds [start, end). */
export function innermost(ts: TypedPlace['ts'], file: tsModule.SourceFile, start: number, end: number): tsModule.Node {
  let found: tsModule.Node = file;
  const visit = (node: tsModule.Node): void => {
    if (node.getStart(file) <= start && node.getEnd() >= end) {
      found = node;
      ts.forEachChild(node, visit);
    }
  };
  ts.forEachChild(file, visit);
  return found;
}
