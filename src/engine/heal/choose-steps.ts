// Some of the fixes of a plan: each was made for the text that the ones before it left, and is moved to the text without those that are left out.

import type { FileEdit, Patch } from '../patch';
import type { Position } from '../problem';
import { editsId, toOffsetEdits, toTextEdits, type OffsetEdit } from '../syntax/edits';
import { SourceText } from '../syntax/source-text';
import { PatchChain, type ReadText } from './patch-chain';

/** A part of a text: `length` characters of the original text (step -1) or of what a step put in, from `from` on. Nothing is left of a deletion but its place. */
interface Part {
  readonly step: number;
  readonly from: number;
  readonly length: number;
}

/** A text by where its characters come from. */
interface Traced {
  readonly source: SourceText;
  readonly parts: readonly Part[];
}

export interface Chosen {
  /** The chosen steps alone, upon the original texts. */
  readonly chain: PatchChain;
  /** Steps that were chosen and are left out all the same, for they build upon one that is not. */
  readonly leftOut: readonly Patch[];
}

/** For each step the earlier ones that it builds upon, by their place in the list: it changes lines that they wrote or changed. Of files that can't be read nothing is known. */
export async function needsOf(steps: readonly Patch[], read: ReadText): Promise<readonly ReadonlySet<number>[]> {
  const texts = new Map<string, Traced>();
  const needs: Set<number>[] = [];
  for (const [index, step] of steps.entries()) {
    const own = new Set<number>();
    for (const file of step.candidate.edits) {
      const text = texts.get(file.path) ?? (await traced(file.path, read));
      if (!text) continue;
      const edits = editsIn(text.source, file);
      for (const edit of edits) for (const one of stepsOnLinesOf(text, edit)) own.add(one);
      texts.set(file.path, edited(text, edits, index));
    }
    needs.push(own);
  }
  return needs;
}

/** Steps for which `isChosen` is false are left out, and with them what builds upon them. */
export async function chooseSteps(steps: readonly Patch[], read: ReadText, isChosen: (step: Patch) => boolean): Promise<Chosen> {
  const needs = await needsOf(steps, read);
  const all = new Map<string, Traced>();
  const some = new Map<string, Traced>();
  const kept = new Set<number>();
  const leftOut: Patch[] = [];
  let chain = PatchChain.from(read);
  for (const [index, step] of steps.entries()) {
    const isKept = isChosen(step) && [...(needs[index] ?? [])].every((one) => kept.has(one));
    if (isKept) kept.add(index);
    else if (isChosen(step)) leftOut.push(step);
    const moved: FileEdit[] = [];
    let { problem } = step;
    for (const file of step.candidate.edits) {
      const full = all.get(file.path) ?? (await traced(file.path, read));
      if (!full) {
        moved.push(file);
        continue;
      }
      const edits = editsIn(full.source, file);
      all.set(file.path, edited(full, edits, index));
      if (!isKept) continue;
      const part = some.get(file.path) ?? (await traced(file.path, read)) ?? full;
      const own = edits.map(({ start, end, text }): OffsetEdit => {
        const from = placeIn(part, full, start);
        return { start: from, end: end === start ? from : placeIn(part, full, end), text };
      });
      moved.push({ ...file, edits: toTextEdits(part.source, own) });
      if (file.path === problem.location.path) {
        const at = (position: Position): Position => part.source.positionAt(placeIn(part, full, full.source.offsetAt(position)));
        const { start, end } = problem.location.range;
        problem = { ...problem, location: { ...problem.location, range: { start: at(start), end: at(end) } } };
      }
      some.set(file.path, edited(part, own, index));
    }
    if (isKept) {
      const id = editsId(moved);
      chain = await chain.with({ ...step, id, problem, candidate: { ...step.candidate, id, edits: moved } });
    }
  }
  return { chain, leftOut };
}

async function traced(path: string, read: ReadText): Promise<Traced | undefined> {
  const text = await read(path);
  return text === undefined ? undefined : { source: new SourceText(text), parts: [{ step: -1, from: 0, length: text.length }] };
}

function edited({ source, parts }: Traced, edits: readonly OffsetEdit[], step: number): Traced {
  const out: Part[] = [];
  let text = '';
  let at = 0;
  let put = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    out.push(...cut(parts, at, edit.start), { step, from: put, length: edit.text.length });
    text += source.text.slice(at, edit.start) + edit.text;
    put += edit.text.length;
    at = edit.end;
  }
  out.push(...cut(parts, at, source.text.length + 1));
  return { source: new SourceText(text + source.text.slice(at)), parts: out };
}

/** The parts of [from, to), places of deletions among them. */
function cut(parts: readonly Part[], from: number, to: number): Part[] {
  const out: Part[] = [];
  let at = 0;
  for (const part of parts) {
    const [first, last] = [Math.max(from, at), Math.min(to, at + part.length)];
    if (first < last) out.push({ ...part, from: part.from + first - at, length: last - first });
    else if (part.length === 0 && from <= at && at < to) out.push(part);
    at += part.length;
  }
  return out;
}

/** Its edits, a line that is put in at the start of one: between equal characters an insertion has several places. */
function editsIn(source: SourceText, file: FileEdit): OffsetEdit[] {
  return toOffsetEdits(source, file.edits).map((edit) => {
    const first = source.lineStarts[source.lineOf(edit.start)] ?? 0;
    const head = source.text.slice(first, edit.start);
    if (edit.start !== edit.end || head === '' || !edit.text.endsWith(`\n${head}`)) return edit;
    return { start: first, end: first, text: head + edit.text.slice(0, -head.length) };
  });
}

/** Steps that wrote or changed something on the lines that an edit changes. A line put in between others changes none of them. */
function stepsOnLinesOf({ source, parts }: Traced, { start, end, text }: OffsetEdit): Set<number> {
  const first = source.lineStarts[source.lineOf(start)] ?? 0;
  if (start === end && start === first && text.endsWith('\n')) return new Set();
  const last = source.lineOf(end);
  const to = source.lineStarts[last + 1] ?? source.text.length + 1;
  return new Set(cut(parts, first, to).flatMap(({ step }) => (step < 0 ? [] : [step])));
}

/** Where an offset of one text lies in another: before the next character that both have. */
function placeIn(other: Traced, text: Traced, offset: number): number {
  for (const part of cut(text.parts, offset, text.source.text.length)) {
    let at = 0;
    let best: { readonly from: number; readonly place: number } | undefined;
    for (const there of other.parts) {
      const [first, last] = [Math.max(part.from, there.from), Math.min(part.from + part.length, there.from + there.length)];
      if (there.step === part.step && first < last && (!best || first < best.from)) best = { from: first, place: at + first - there.from };
      at += there.length;
    }
    if (best) return best.place;
  }
  return other.source.text.length;
}
