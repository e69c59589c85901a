// Several fixes of one document as one edit, proved together.

import {
  editsId,
  toOffsetEdits,
  toTextEdits,
  verify,
  type Candidate,
  type FileEdit,
  type OffsetEdit,
  type Patch,
  type SourceText,
  type Workspace,
} from '../../engine';
import { isProved } from '../session/tiers';

export interface Combined {
  /** Those that are in the edit; without those that were in another's way. */
  readonly patches: readonly Patch[];
  readonly edit: FileEdit;
}

/** How long the proof of one of them may take, in ms. */
const MAX_WAIT = 10_000;

/**
 * The fixes as one edit; the first alone where they do not hold together. undefined where there is none.
 * @param patches best first, each for the text of `source` and for its document alone.
 */
export async function combined(
  patches: readonly Patch[],
  source: SourceText,
  path: string,
  workspace: Workspace,
): Promise<Combined | undefined> {
  const taken: Patch[] = [];
  const edits: OffsetEdit[] = [];
  for (const patch of patches) {
    const own = patch.candidate.edits[0];
    if (!own) continue;
    const fresh = toOffsetEdits(source, own.edits).filter((edit) => !edits.some((other) => same(edit, other)));
    if (fresh.some((edit) => edits.some((other) => edit.start <= other.end && other.start <= edit.end && !(isLine(edit) && isLine(other)))))
      continue;
    edits.push(...fresh);
    taken.push(patch);
  }
  const [first] = taken;
  const own = first?.candidate.edits[0];
  if (!first || !own) return undefined;
  if (taken.length === 1) return { patches: taken, edit: own };
  const edit: FileEdit = {
    path,
    version: own.version,
    edits: toTextEdits(
      source,
      edits.sort((a, b) => a.start - b.start || (a.text < b.text ? -1 : 1)),
    ),
  };
  for (const patch of taken) {
    const candidate: Candidate = { ...patch.candidate, id: editsId([edit]), edits: [edit] };
    const evidence = await verify({ problem: patch.problem, candidate, path, source, workspace, signal: AbortSignal.timeout(MAX_WAIT) });
    if (!isProved(evidence)) return { patches: [first], edit: own };
  }
  return { patches: taken, edit };
}

/** A whole line put in: two at one place, imports mostly, do not disturb each other. */
const isLine = ({ start, end, text }: OffsetEdit): boolean => start === end && text.endsWith('\n');

const same = (a: OffsetEdit, b: OffsetEdit): boolean => a.start === b.start && a.end === b.end && a.text === b.text;
