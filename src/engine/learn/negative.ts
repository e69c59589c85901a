// A fix that was offered and not wanted: shown and dismissed, refused, taken back. It is not shown again for the same text, rules are cut
// back by it, and it is the worse half of a preference.

import type { Candidate, TextEdit } from '../patch';
import type { Position, Problem } from '../problem';
import { applyEdits, toOffsetEdits, toTextEdits } from '../syntax/edits';
import { SourceText } from '../syntax/source-text';
import { hash, type RedactedPair, type SuccessPair } from './pair';

/** `shown`: seen and passed over, the weakest sign; `reverted`: taken, and undone later. */
export type NegativeKind = 'rejected' | 'reverted' | 'shown';

export interface Negative {
  readonly kind: NegativeKind;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly key: RejectionKey;
  /** What was offered, made by `makePair` as if it had been taken, and redacted; its verdict says how it is known that it was not wanted. */
  readonly pair: RedactedPair;
}

/** A negative as a store gives it back. */
export interface KnownNegative {
  readonly kind: NegativeKind;
  readonly at: string;
  /** How often it was not wanted. */
  readonly times: number;
  readonly pair: SuccessPair;
}

/** The same fix of the same mistake in the same text, wherever in its file that stands now. */
export interface RejectionKey {
  readonly shape: string;
  readonly textHash: string;
  readonly candidateHash: string;
}

/** Lines above and below the edits that make "the same text". */
const CONTEXT_LINES = 2;

/** `text`: the problem's file as it is before the edits. Indentation and blanks at line ends don't count. */
export function rejectionKey(
  problem: Pick<Problem, 'signature' | 'location'>,
  candidate: Pick<Candidate, 'edits'>,
  text: string,
): RejectionKey {
  const { path, range } = problem.location;
  const own = candidate.edits.find((file) => file.path === path)?.edits ?? [];
  const first = Math.min(range.start.line, ...own.map((edit) => edit.range.start.line));
  const last = Math.max(range.start.line, ...own.map((edit) => edit.range.end.line));
  const lines = text.split(/\r\n|\n|\r/);
  const around = lines.slice(Math.max(0, first - CONTEXT_LINES), last + 1 + CONTEXT_LINES).map((line) => line.trim());
  const indentOf = (line: number): number => /^\s*/.exec(lines[line] ?? '')?.[0].length ?? 0;
  const changes = candidate.edits.map((file) => {
    const start = file.path === path ? first : (file.edits[0]?.range.start.line ?? 0);
    const edits = file.path === path ? asOne(file.edits, text) : file.edits;
    const place = ({ line, character }: Position): unknown[] => [line - start, character - (file.path === path ? indentOf(line) : 0)];
    return [
      file.path === path ? '' : file.path,
      ...edits.map((edit) => [place(edit.range.start), place(edit.range.end), edit.newText.replace(/\r\n?/g, '\n')]),
    ];
  });
  return { shape: problem.signature.shape, textHash: hash(around), candidateHash: hash([JSON.stringify(changes)]) };
}

/** Several edits of one file as one stretch: two sources may cut the same change otherwise. */
function asOne(edits: readonly TextEdit[], text: string): readonly TextEdit[] {
  if (edits.length < 2) return edits;
  const source = new SourceText(text);
  const own = toOffsetEdits(source, edits);
  const [start, end] = [Math.min(...own.map((edit) => edit.start)), Math.max(...own.map((edit) => edit.end))];
  const stretch = own.map((edit) => ({ start: edit.start - start, end: edit.end - start, text: edit.text }));
  return toTextEdits(source, [{ start, end, text: applyEdits(text.slice(start, end), stretch) }]);
}
