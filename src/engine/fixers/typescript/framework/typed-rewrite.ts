// Problems that stand for another one are rewritten beside the compiler, which sees what they stand for.

import type { Question } from '../../../project/typescript-requests';
import type { Problem } from '../../../problem';
import { signatureOf } from '../../../detect/signature';
import { SCRIPT, type Answers, type ProblemRewrite } from '../../fixer';
import { orFault, orThrow } from './fault';
import { placeOf, type PlaceOfProblem, type TypedPlace } from './typed-place';

export interface TypedRewrite {
  /** `typescript/<what it rewrites>`, the file's name. */
  readonly id: string;
  readonly answers: Answers;
  /** The problem is only a consequence of what it is rewritten to. */
  readonly replaces?: boolean;
  /** What the problem stands for, most urgent first; empty where it stands for itself. */
  rewrite(place: TypedPlace): readonly PlaceOfProblem[];
}

/** Name of the question that the worker answers for all typed rewrites. */
export const REWRITE = 'rewrite';

interface RewriteInput extends PlaceOfProblem {
  readonly rewrite: string;
}

/** The worker's side. */
export function rewriteQuestion(rewrites: readonly TypedRewrite[]): Question {
  const byId = new Map(rewrites.map((rewrite) => [rewrite.id, rewrite]));
  return (view, input) => {
    const { rewrite, ...problem } = input as RewriteInput;
    return orFault(() => byId.get(rewrite)?.rewrite(placeOf(view, problem)) ?? []);
  };
}

/** The engine's side. */
export function typedRewrite({ id, answers, replaces = false }: TypedRewrite): ProblemRewrite {
  return {
    id,
    languages: SCRIPT,
    answers,
    replaces,
    rewrite: async ({ problem, path, source, start, end, workspace, signal }) => {
      if (!workspace.typescript) return [];
      const { errorType, message } = problem;
      const input: RewriteInput = { rewrite: id, start, end, errorType, message };
      const answer = orThrow<readonly PlaceOfProblem[]>(await workspace.typescript.ask(REWRITE, path, source.text, input, signal));
      return (answer ?? []).map((told) => ({
        problem: {
          ...problem,
          source: 'ts',
          errorType: told.errorType,
          message: told.message,
          signature: signatureOf(told.errorType, told.message),
          location: { path, range: source.range(told.start, told.end) },
        } satisfies Problem,
        start: told.start,
        end: told.end,
      }));
    },
  };
}
