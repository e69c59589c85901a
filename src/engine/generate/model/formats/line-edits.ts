// Lines that a model gives for lines it was shown → minimal edits: secrets back in their places; line ends, indentation characters and quotes as they were.

import { diffArrays } from 'diff';
import type { ModelContext, ShownFile } from '../../../diagnose/model-context';
import type { FileEdit } from '../../../patch';
import { overlap, toTextEdits, type OffsetEdit } from '../../../syntax/edits';
import type { SourceText } from '../../../syntax/source-text';
import { isLeftOut } from './reply-text';

/** New lines for the lines first to last (zero-based, both included; `last` before `first` inserts before `first`) of a file that was shown. */
export interface Replacement {
  readonly file: ShownFile;
  readonly first: number;
  readonly last: number;
  readonly lines: readonly string[];
  /** What the model calls it, in a sentence about what is wrong with it: `block 2`. */
  readonly called: string;
}

/** Of one replacement, in UTF-16 units. */
const MAX_REPLACEMENT = 20_000;

export type Edits =
  | { readonly kind: 'edits'; readonly edits: readonly FileEdit[] }
  | { readonly kind: 'misplaced' | 'unchanged'; readonly faults: readonly string[] };

export function editsOfReplacements(replacements: readonly Replacement[], shown: ModelContext): Edits {
  const faults: string[] = [];
  const byFile = new Map<ShownFile, OffsetEdit[]>();
  const taken = new Map<ShownFile, { readonly first: number; readonly last: number }[]>();
  for (const replacement of replacements) {
    const { file, first, last, called } = replacement;
    if (!file.mayChange) {
      faults.push(`${file.name} is the test that says what is right: leave it as it is, and mend what it tests`);
      continue;
    }
    const others = taken.get(file) ?? [];
    if (others.some((other) => first <= other.last && other.first <= last)) {
      faults.push(`${called} changes lines of ${file.name} that another one changes too: put them into one`);
      continue;
    }
    taken.set(file, [...others, { first, last }]);
    const restored = restore(replacement, shown);
    if ('fault' in restored) faults.push(`${called}: ${restored.fault}`);
    else byFile.set(file, [...(byFile.get(file) ?? []), ...lineEdits(file.source, first, last, restored.lines)]);
  }
  if (faults.length > 0) return { kind: 'misplaced', faults };
  const edits = [...byFile]
    .map(([{ path, version, source }, all]): FileEdit => ({ path, version, edits: overlap(all) ? [] : toTextEdits(source, all) }))
    .filter((file) => file.edits.length > 0);
  return edits.length > 0
    ? { kind: 'edits', edits }
    : { kind: 'unchanged', faults: ['The answer changes nothing: what it gives is what stands there already.'] };
}

/** The new lines with the hidden values back in their places. */
function restore(
  { file, first, last, lines }: Replacement,
  shown: ModelContext,
): { readonly lines: readonly string[] } | { readonly fault: string } {
  const text = lines.join('\n');
  if (text.length > MAX_REPLACEMENT) return { fault: 'the new text is too long' };
  if (/[\u0000-\u0008\u000b-\u001f\u007f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffd]/.test(text))
    return { fault: 'the new text holds control characters' };
  const here = rangeOf(first, last).flatMap((line) => file.lines.get(line)?.secrets ?? []);
  const before = rangeOf(first, last).map((line) => file.lines.get(line)?.text.trim());
  if (lines.some((line) => isLeftOut(line) && !before.includes(line.trim())))
    return { fault: 'the new text leaves code out: write all of it, without "..." or comments like "existing code"' };
  for (const token of shown.secrets.keys()) {
    const times = text.split(token).length - 1;
    const wanted = here.filter((other) => other === token).length;
    if (times !== wanted)
      return {
        fault: wanted > 0 ? `${token} stands for a hidden value and must stay as it is` : `${token} does not belong in these lines`,
      };
  }
  return { lines: lines.map((line) => here.reduce((all, token) => all.replace(token, () => shown.secrets.get(token) ?? token), line)) };
}

const rangeOf = (first: number, last: number): number[] => Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);

/** Replaces the lines first..last (zero-based, inclusive) by `news`, touching only lines that differ. */
function lineEdits(source: SourceText, first: number, last: number, news: readonly string[]): OffsetEdit[] {
  const olds = rangeOf(first, last).map((line) => source.line(line));
  const indented = likeTheFile(olds, news, source);
  const parts = diffArrays(olds, [...indented], { comparator: alike, timeout: 500 }) ?? [
    { added: false, removed: true, count: olds.length, value: olds },
    { added: true, removed: false, count: indented.length, value: [...indented] },
  ];
  const edits: OffsetEdit[] = [];
  let line = first;
  let used = 0;
  for (let i = 0; i < parts.length;) {
    const part = parts[i];
    if (!part) break;
    if (!part.added && !part.removed) {
      line += part.value.length;
      used += part.value.length;
      i++;
      continue;
    }
    let removed = 0;
    let added = 0;
    for (let next = parts[i]; next && (next.added || next.removed); next = parts[++i]) {
      if (next.removed) removed += next.value.length;
      else added += next.value.length;
    }
    edits.push(...replaceLines(source, line, removed, indented.slice(used, used + added)));
    line += removed;
    used += added;
  }
  return edits;
}

function replaceLines(source: SourceText, line: number, removed: number, news: readonly string[]): OffsetEdit[] {
  const { eol, text } = source;
  const start = source.lineStarts[line] ?? text.length;
  const endOf = (of: number): number => (source.lineStarts[of] ?? text.length) + source.line(of).length;
  if (removed === 0) {
    // Behind a last line without a line end, the line end goes in front.
    const atEnd = line >= source.lineCount;
    return [{ start, end: start, text: atEnd ? news.map((one) => eol + one).join('') : news.map((one) => one + eol).join('') }];
  }
  if (news.length === 0) {
    const next = source.lineStarts[line + removed];
    return [next === undefined ? { start: line > 0 ? endOf(line - 1) : 0, end: text.length, text: '' } : { start, end: next, text: '' }];
  }
  // As many lines as before: line by line, so that each edit is as small as it can be.
  if (news.length === removed)
    return news.map((one, i) => ({ start: source.lineStarts[line + i] ?? text.length, end: endOf(line + i), text: one }));
  return [{ start, end: endOf(line + removed - 1), text: news.join(eol) }];
}

/** Differences that no fix is about: white space at the end, the other quotes. Unbalanced quotes may be the mistake itself. */
function alike(old: string, now: string): boolean {
  if (old === now) return true;
  if (!old.trimEnd().endsWith('\\') && old.trimEnd() === now.trimEnd()) return true;
  const balanced = (old.split("'").length - 1) % 2 === 0 && (old.split('"').length - 1) % 2 === 0;
  const mixed = old.includes("'") && old.includes('"');
  return (
    balanced &&
    !mixed &&
    old.replaceAll("'", '"').trimEnd() === now.replaceAll("'", '"').trimEnd() &&
    !(now.includes("'") && now.includes('"'))
  );
}

/** Tabs where the replaced lines are indented by tabs and the model wrote spaces. */
function likeTheFile(olds: readonly string[], news: readonly string[], source: SourceText): readonly string[] {
  const indents = [...olds, ...Array.from({ length: Math.min(source.lineCount, 2000) }, (_, i) => source.line(i))]
    .map((line) => /^[ \t]+/.exec(line)?.[0] ?? '')
    .filter((indent) => indent !== '');
  if (indents.length === 0 || !indents.every((indent) => /^\t+ {0,3}$/.test(indent))) return news;
  const spaced = news.map((line) => /^ +/.exec(line)?.[0].length ?? 0).filter((width) => width > 0);
  const unit = [8, 4, 2].find((width) => spaced.every((one) => one % width === 0));
  if (unit === undefined || news.some((line) => line.startsWith('\t'))) return news;
  return news.map((line) => line.replace(/^ +/, (indent) => '\t'.repeat(indent.length / unit)));
}
