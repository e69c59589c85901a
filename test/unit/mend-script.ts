// For the tests of the script fixers: a text and a rule in, what TypeScript reports first that the rule answers, and what the rule makes of it out.

import ts from 'typescript';
import { ScriptRequests } from '../../src/engine/project/typescript-requests';
import type { ScriptDiagnostic } from '../../src/engine/project/typescript-project';
import { signatureOf } from '../../src/engine/detect/signature';
import { answers } from '../../src/engine/generate/fixer-candidates';
import { probabilityOf } from '../../src/engine/generate/confidence';
import { languageOf } from '../../src/engine/language';
import type { Problem } from '../../src/engine/problem';
import {
  PROPOSE,
  proposeQuestion,
  typed,
  type TypedProposal,
  type TypedRule,
} from '../../src/engine/fixers/typescript/framework/typed-rule';
import { applyEdits } from '../../src/engine/syntax/edits';

export interface ScriptCase {
  /** `/w/a.ts` unless told. */
  readonly path?: string;
  /** Further files, by absolute path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly options?: ts.CompilerOptions;
  /** What another tool reports; TypeScript's first fitting diagnostic where absent. */
  readonly reported?: { readonly errorType: string; readonly message: string; readonly at: string };
  /** The code of the diagnostic to heal; any that the rule answers where absent. */
  readonly code?: number;
}

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2022.d.ts'],
  types: [],
  noEmit: true,
  allowJs: true,
};

let requests: ScriptRequests | undefined;
let folders = 0;

/** Patched texts, most confident first. */
export function mendScript(rule: TypedRule, text: string, given: ScriptCase = {}): { text: string; proposal: TypedProposal }[] {
  requests ??= new ScriptRequests(ts, { [PROPOSE]: (view, input) => proposeQuestion([(input as { own: TypedRule }).own])(view, input) });
  const path = given.path ?? '/w/a.ts';
  const folder = ++folders;
  const language = languageOf(path) ?? 'typescript';
  requests.handle({
    op: 'open',
    folder,
    spec: { kind: 'memory', root: '/w', onDisk: false, files: { ...given.files, [path]: text }, options: { ...OPTIONS, ...given.options } },
  });
  const found = requests.handle({ op: 'diagnostics', folder, path, text }) as readonly ScriptDiagnostic[];
  const problem = given.reported
    ? {
        errorType: given.reported.errorType,
        message: given.reported.message,
        start: text.indexOf(given.reported.at),
        end: text.indexOf(given.reported.at) + given.reported.at.length,
      }
    : found
        .map((d) => ({ errorType: `TS${d.code}`, message: d.message, start: d.start, end: d.end }))
        .find(
          (d) =>
            (given.code === undefined || d.errorType === `TS${given.code}`) &&
            answers({ ...typed(rule), languages: [language] }, { ...asProblem(d), language }),
        );
  if (!problem) throw new Error(`nothing that ${rule.id} answers among: ${found.map((d) => `${d.code} ${d.message}`).join('; ')}`);
  const answer = requests.handle({
    op: 'ask',
    folder,
    path,
    text,
    question: PROPOSE,
    input: { rule: rule.id, own: rule, rewritten: false, ...problem },
  }) as readonly TypedProposal[] | { fault: string };
  requests.handle({ op: 'close', folder });
  if ('fault' in answer) throw new Error(answer.fault);
  const likelihood = new Map(
    answer.map((proposal, rank) => [
      proposal,
      probabilityOf({ id: rule.id, variant: proposal.variant, family: rule.family, rank, features: proposal.features ?? {} }),
    ]),
  );
  return [...answer]
    .sort((a, b) => (likelihood.get(b) ?? 0) - (likelihood.get(a) ?? 0))
    .map((proposal) => ({ text: applyEdits(text, proposal.edits), proposal }));
}

function asProblem(d: { readonly errorType: string; readonly message: string }): Problem {
  const place = { line: 0, character: 0 };
  return {
    ...{ origin: 'diagnostic', language: 'typescript', source: 'ts', severity: 'error', frames: [], causes: [], related: [] },
    ...{ errorType: d.errorType, message: d.message, signature: signatureOf(d.errorType, d.message) },
    location: { path: '/w/a.ts', range: { start: place, end: place } },
  };
}

/** The best patched text; undefined where the rule offers nothing. */
export function bestScript(rule: TypedRule, text: string, given?: ScriptCase): string | undefined {
  return mendScript(rule, text, given)[0]?.text;
}
