// Fixers that need types run beside the compiler, in the TypeScript worker. Here is what such a rule is, and how it becomes a fixer like any other.

import type { Question } from '../../../project/typescript-requests';
import { applyEdits } from '../../../syntax/edits';
import { SourceText } from '../../../syntax/source-text';
import { SCRIPT, type Answers, type Fixer, type Proposal } from '../../fixer';
import { orFault, orThrow } from './fault';
import { leavesBrokenLine } from './touched-lines';
import { codeOf, placeOf, type PlaceOfProblem, type TypedPlace } from './typed-place';

/** A proposal as the worker gives it: plain data. */
export type TypedProposal = Omit<Proposal, 'otherFiles'> & {
  readonly otherFiles?: readonly { readonly path: string; readonly text: string; readonly edits: Proposal['edits'] }[];
};

export interface TypedRule {
  /** `typescript/<the mistake>`, the file's name. */
  readonly id: string;
  /** Folder of its file below `fixers/`: `typescript/names`. */
  readonly family: string;
  readonly answers: Answers;
  /** See `Fixer`. */
  readonly isAskedFirst?: boolean;
  /** Best first. */
  propose(place: TypedPlace): readonly TypedProposal[];
}

/** Name of the question that the worker answers for all typed rules. */
export const PROPOSE = 'propose';

export interface ProposeInput extends PlaceOfProblem {
  readonly rule: string;
  /** The problem stands for another one: see `FixContext.standsFor`. */
  readonly rewritten: boolean;
}

/** The worker's side. */
export function proposeQuestion(rules: readonly TypedRule[]): Question {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return (view, input) => {
    const { rule, rewritten, ...problem } = input as ProposeInput;
    return orFault(() => {
      const place = placeOf(view, problem);
      const proposals = parsing(place, byId.get(rule)?.propose(place) ?? []);
      return rewritten ? healing(place, proposals) : proposals;
    });
  };
}

/** In a text that does not parse, those that leave no syntax error on the lines they write on. */
function parsing(place: TypedPlace, proposals: readonly TypedProposal[]): readonly TypedProposal[] {
  if (proposals.length === 0 || place.syntaxErrors(place.text).length === 0) return proposals;
  return proposals.filter(({ edits }) => !leavesBrokenLine(place, applyEdits(place.text, edits), edits));
}

/** Each is a check of the file. */
const MAX_CHECKED = 6;

/** Those that make the problem go. For a problem that stands for another one nobody else looks: evidence is about the other. */
function healing(place: TypedPlace, proposals: readonly TypedProposal[]): TypedProposal[] {
  return proposals.slice(0, MAX_CHECKED).filter(({ edits }) => {
    const { gone, fresh } = place.prove(applyEdits(place.text, edits));
    return gone && fresh.length === 0;
  });
}

/** The engine's side: the fixer that asks for the rule. */
export function typed({ id, family, answers, isAskedFirst }: TypedRule): Fixer {
  return {
    id,
    family,
    languages: SCRIPT,
    answers,
    ...(isAskedFirst ? { isAskedFirst } : {}),
    propose: async ({ problem, path, source, start, end, workspace, signal, standsFor }) => {
      if (!workspace.typescript) return [];
      const { errorType, message } = problem;
      const input: ProposeInput = { rule: id, start, end, errorType, message, rewritten: standsFor !== undefined };
      const answer = orThrow<readonly TypedProposal[]>(await workspace.typescript.ask(PROPOSE, path, source.text, input, signal));
      return (answer ?? []).map(({ otherFiles, ...proposal }) => ({
        ...proposal,
        ...(otherFiles
          ? { otherFiles: otherFiles.map((file) => ({ path: file.path, source: new SourceText(file.text), edits: file.edits })) }
          : {}),
      }));
    },
  };
}

/** Whether the problem has one of TypeScript's own codes. */
export const isTypeScripts = ({ errorType }: { readonly errorType: string }): boolean => codeOf(errorType) > 0;
