// For the tests of the Python fixers: a crash or diagnostic through the whole of healing: every fixer, and only patches that were proved.

import { placed } from '../support/python-case';
import { healProblem } from '../../src/engine/heal/heal-problem';
import { patched } from '../../src/engine/syntax/edits';

export interface Healed {
  /** The text after the best patch; undefined where there is none. */
  readonly after: string | undefined;
  /** Fixers behind the patches, best first. */
  readonly by: readonly string[];
}

/** `marked` and `error` as for `tried`. Throws where a fixer throws. */
export async function healed(marked: string, error: string, files: Readonly<Record<string, string>> = {}): Promise<Healed> {
  const { problem, source, file, workspace } = placed(marked, error, files);
  const faults: unknown[] = [];
  const patches = await healProblem({
    problem,
    source,
    all: [problem],
    workspace,
    version: null,
    signal: new AbortController().signal,
    onFault: (_, fault) => faults.push(fault),
  });
  if (faults.length > 0) throw faults[0];
  const own = patches[0]?.candidate.edits.find((edit) => edit.path === file);
  return { after: own ? patched(source, own) : undefined, by: patches.map((patch) => patch.candidate.origin.id) };
}
