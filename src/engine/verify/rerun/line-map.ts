// What a patch did to the lines of a text: which are new, and where the old ones went.

import { diffArrays } from 'diff';

export interface LineMap {
  /** Zero-based lines of the new text that are not in the old one. */
  readonly added: ReadonlySet<number>;
  /** Zero-based lines of the old text that are not in the new one. */
  readonly removed: ReadonlySet<number>;
  /** Where a line of the old text lies in the new one; of a replaced line its counterpart, by order, in what replaced it. Undefined where nothing did. */
  newLine(line: number): number | undefined;
  /** Whether a line of the old text that was taken out stands, as it was, somewhere else in the new one, and only there. */
  isMoved(line: number): boolean;
}

/** More than this and the texts are taken as different from the first to the last line that differs. */
const MAX_EDITS = 1000;

/** Line by line; line ends do not count. */
export function lineMap(before: string, after: string): LineMap {
  const a = before.split(/\r\n|\r|\n/);
  const b = after.split(/\r\n|\r|\n/);
  const added = new Set<number>();
  const removed = new Set<number>();
  const places = new Map<number, number>();
  const parts = diffArrays(a, b, { maxEditLength: MAX_EDITS }) ?? whole(a, b);
  let from = 0;
  let to = 0;
  let gone: number[] = [];
  let come: number[] = [];
  const settle = (): void => {
    gone.forEach((line, index) => {
      const counterpart = come[Math.min(index, come.length - 1)];
      if (counterpart !== undefined) places.set(line, counterpart);
    });
    gone = [];
    come = [];
  };
  for (const part of parts) {
    for (let i = 0; i < part.count; i++) {
      if (part.added) {
        added.add(to);
        come.push(to++);
      } else if (part.removed) {
        removed.add(from);
        gone.push(from++);
      } else {
        if (i === 0) settle();
        places.set(from++, to++);
      }
    }
  }
  settle();
  const moved = movedLines(a, b, removed, added);
  for (const [line, place] of moved) places.set(line, place);
  return { added, removed, newLine: (line) => places.get(line), isMoved: (line) => moved.has(line) };
}

/** Lines that were taken out in one place and put in in another: each text once on either side. */
function movedLines(
  a: readonly string[],
  b: readonly string[],
  removed: ReadonlySet<number>,
  added: ReadonlySet<number>,
): Map<number, number> {
  const once = (lines: readonly string[], of: ReadonlySet<number>): Map<string, number> => {
    const found = new Map<string, number>();
    const often = new Set<string>();
    for (const line of of) {
      const text = lines[line]?.trim() ?? '';
      if (found.has(text)) often.add(text);
      found.set(text, line);
    }
    for (const text of often) found.delete(text);
    found.delete('');
    return found;
  };
  const come = once(b, added);
  const moved = new Map<number, number>();
  for (const [text, line] of once(a, removed)) {
    const place = come.get(text);
    if (place !== undefined && a[line] === b[place]) moved.set(line, place);
  }
  return moved;
}

function whole(a: readonly string[], b: readonly string[]): { count: number; added?: boolean; removed?: boolean }[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return [
    { count: start },
    { count: a.length - start - end, removed: true },
    { count: b.length - start - end, added: true },
    { count: end },
  ];
}
