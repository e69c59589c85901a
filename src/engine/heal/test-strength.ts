// Whether the tests of a file notice when it is wrong: one operator or truth value at a time is changed, by the syntax tree, and the tests run in the sandbox.

import type { Node } from 'web-tree-sitter';
import type { LanguageId } from '../language';
import type { WorkspaceFiles } from '../project/workspace';
import { grammarOf, withTree } from '../syntax/tree-sitter';
import type { Sandbox } from '../verify/sandbox/sandbox';
import { proveByTests } from '../verify/tests/prove-plan';
import { TestProver } from '../verify/tests/run-tests';

/** What stands in place of an operator. */
const OPERATORS: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '==': '!=',
  '!=': '==',
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  and: 'or',
  or: 'and',
  '&&': '||',
  '||': '&&',
  '+=': '-=',
  '-=': '+=',
};
const VALUES: Readonly<Record<string, string>> = { True: 'False', False: 'True', true: 'false', false: 'true' };
/** Nodes whose operators compute something: not those of types, of imports or of signs. */
const COMPUTING =
  /^(?:binary_operator|comparison_operator|boolean_operator|augmented_assignment|binary_expression|augmented_assignment_expression)$/;

export interface Mutant {
  /** Zero-based. */
  readonly line: number;
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

/** One change each, in the order of the text; none where the text does not parse. `lines`: zero-based, both included. */
export async function mutantsOf(
  text: string,
  language: LanguageId,
  lines?: { readonly first: number; readonly last: number },
): Promise<readonly Mutant[]> {
  const grammar = grammarOf(language);
  if (!grammar) return [];
  const found = await withTree(grammar, text, ({ rootNode }) => {
    const mutants: Mutant[] = [];
    const visit = (node: Node): void => {
      const from = node.text;
      const to =
        node.childCount === 0
          ? Object.hasOwn(OPERATORS, from) && node.parent && COMPUTING.test(node.parent.type)
            ? OPERATORS[from]
            : Object.hasOwn(VALUES, from) && (node.type === 'true' || node.type === 'false') && !isType(node)
              ? VALUES[from]
              : undefined
          : undefined;
      const line = node.startPosition.row;
      if (to !== undefined && (!lines || (line >= lines.first && line <= lines.last)))
        mutants.push({ line, from, to, text: text.slice(0, node.startIndex) + to + text.slice(node.endIndex) });
      for (const child of node.children) if (child) visit(child);
    };
    if (!rootNode.hasError) visit(rootNode);
    return mutants;
  });
  return found ?? [];
}

const isType = (node: Node): boolean => node.parent?.type === 'literal_type';

export interface TestStrengthRequest {
  readonly root: string;
  readonly files: WorkspaceFiles;
  readonly path: string;
  readonly text: string;
  readonly language: LanguageId;
  readonly lines?: { readonly first: number; readonly last: number };
  readonly max: number;
  /** Texts as the user sees them where they differ from the disk, by absolute path. */
  readonly texts?: ReadonlyMap<string, string>;
  readonly sandbox: Sandbox;
  readonly signal: AbortSignal;
  readonly onTested?: (mutant: Mutant, outcome: MutantOutcome) => void;
}

/** `killed`: a test that passed fails with it. `survived`: the tests ran, and none did. `unknown`: they could not say. */
export type MutantOutcome = 'killed' | 'survived' | 'unknown';

export interface TestStrength {
  readonly mutants: readonly { readonly mutant: Mutant; readonly outcome: MutantOutcome }[];
  /** Places that there are; more than were tried where there are many. */
  readonly places: number;
}

/** Share of changes that tests must notice; below it they are weak. */
export const ENOUGH_NOTICED = 0.8;

/** What many outcomes come to. `weak`: the tests said something, and noticed too little. */
export function strengthOf(outcomes: readonly MutantOutcome[]): Readonly<Record<MutantOutcome, number>> & { readonly weak: boolean } {
  const count = (wanted: MutantOutcome): number => outcomes.filter((outcome) => outcome === wanted).length;
  const [killed, survived] = [count('killed'), count('survived')];
  return { killed, survived, unknown: count('unknown'), weak: killed + survived > 0 && killed / (killed + survived) < ENOUGH_NOTICED };
}

/** Writes nothing to the workspace. Of many places, those tried are spread over the file. */
export async function testStrength(request: TestStrengthRequest): Promise<TestStrength> {
  const { root, files, path, text, sandbox, signal, max } = request;
  const all = await mutantsOf(text, request.language, request.lines);
  const chosen = all.length <= max ? all : Array.from({ length: max }, (_, i) => all[Math.floor((i * all.length) / max)]);
  const mutants: { readonly mutant: Mutant; readonly outcome: MutantOutcome }[] = [];
  const prover = new TestProver();
  for (const mutant of chosen) {
    if (!mutant || signal.aborted) break;
    const rungs = await proveByTests({
      root,
      files,
      changes: [{ path, before: text, after: mutant.text }],
      texts: request.texts ?? new Map(),
      prover,
      sandbox,
      signal,
    });
    if (signal.aborted) break;
    const outcome = rungs.some(({ result }) => result === 'failed')
      ? 'killed'
      : rungs.some(({ result, counts }) => result === 'passed' || (counts?.passed ?? 0) > 0)
        ? 'survived'
        : 'unknown';
    mutants.push({ mutant, outcome });
    request.onTested?.(mutant, outcome);
  }
  return { mutants, places: all.length };
}
