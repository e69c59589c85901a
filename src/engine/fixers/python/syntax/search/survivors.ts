// Which slips mend the place: each is tried, and those stay that get the parser further.

import { trimEdits, type EditedText, type OffsetEdit } from '../../../../syntax/edits';
import type { PythonFault, ScanResult } from '../../../../syntax/python-parser';
import { lexPart } from '../../../../syntax/python-tokens';
import type { ErrorSite } from './error-site';
import type { Mistake, Slip } from './mistake';
import type { Measured } from './measured';

/** Slips that are tried for one question, the cheapest first. */
const MAX_SLIPS = 2500;

/** So much more may be read where nothing was found yet: each try reads a bracket over hundreds of lines anew. */
const MORE_FOR_NONE = 3;

/** A slip as the mistake that found it. */
export interface Reading extends Slip {
  readonly mistake: Mistake;
}

/** A reading that gets the parser further. */
export interface Survivor {
  readonly reading: Reading;
  readonly edits: readonly OffsetEdit[];
  readonly after: EditedText;
  readonly kind: 'nothing' | 'next' | 'part';
  /** How far the parser now gets, as an offset into the old text. */
  readonly reach: number;
  readonly late: boolean;
  /** What speaks for and against it (plausibility.ts). */
  measured: Measured;
  /** The same, all told; lower is better. */
  total: number;
}

/** `work`: characters that may be read for it. */
export function survivors(site: ErrorSite, mistakes: readonly Mistake[], work: number): Survivor[] {
  const readings: Reading[] = [];
  for (const mistake of mistakes) for (const slip of mistake.find(site)) readings.push({ ...slip, mistake });
  readings.sort((a, b) => a.cost - b.cost);
  const out: Survivor[] = [];
  const limit = site.scan.work + work;
  for (const reading of readings.slice(0, MAX_SLIPS)) {
    if (site.scan.work > (out.length > 0 ? limit : limit + work * MORE_FOR_NONE)) break;
    const edits = trimEdits(site.text, reading.edits);
    if (edits.length === 0) continue;
    const result = site.scan.edited(edits);
    const judged = judge(site, edits, result);
    if (judged) out.push({ reading, edits, after: result.after, ...judged, measured: {}, total: 0 });
  }
  return out;
}

/** undefined where the edit does not get the parser any further, or breaks something of its own. */
function judge(
  site: ErrorSite,
  edits: readonly OffsetEdit[],
  result: ScanResult & { readonly after: EditedText },
): Pick<Survivor, 'kind' | 'reach' | 'late'> | undefined {
  const old = site.fault;
  const late = result.late !== undefined && old?.phase !== 'late' && !site.scan.late;
  if (!result.fault) {
    if (old?.phase === 'late' && result.late && offsetBefore(edits, result.late.at) <= old.at) return undefined;
    const behind = late && result.late ? offsetBefore(edits, result.late.at) : 0;
    // A misplaced `return` further on is the next error, not this edit's, unless the edit moved it there.
    const moved = late && edits.some((edit) => site.source.lineOf(edit.start) === site.source.lineOf(behind));
    if (old && behind > lineEndBehind(site, old.reach) && !moved) return { kind: 'next', reach: behind, late: false };
    return { kind: old?.phase === 'late' && result.late ? 'next' : 'nothing', reach: site.text.length, late };
  }
  if (!old || old.phase === 'late') return undefined;
  const at = offsetBefore(edits, result.fault.at);
  const reach = offsetBefore(edits, result.fault.reach);
  if (reach <= old.reach) return undefined;
  const regionEnd = lineEndBehind(site, old.reach);
  if (at > regionEnd) return { kind: 'next', reach, late };
  if (own(edits, result.fault)) return undefined;
  // A statement behind the one that is now whole leaves its bracket open into the lines behind: another error, seen from its start.
  const whole = at >= old.reach && reach > regionEnd && site.broken ? lexPart(result.after, site.broken.start) : undefined;
  if (whole && site.broken && result.fault.at >= site.broken.start + whole.next) return { kind: 'next', reach, late };
  return { kind: 'part', reach, late };
}

/** The new fault is a bracket or quote that the edit itself has put in. */
function own(edits: readonly OffsetEdit[], fault: PythonFault): boolean {
  let shift = 0;
  for (const edit of edits) {
    const start = edit.start + shift;
    if (fault.at >= start && fault.at < start + edit.text.length && fault.kind !== 'grammar') return true;
    shift += edit.text.length - (edit.end - edit.start);
  }
  return false;
}

/** Where an offset of the new text was in the old one. */
function offsetBefore(edits: readonly OffsetEdit[], offset: number): number {
  let shift = 0;
  for (const edit of edits) {
    const start = edit.start + shift;
    if (offset < start) break;
    const grown = edit.text.length - (edit.end - edit.start);
    if (offset < start + edit.text.length) return edit.end;
    shift += grown;
  }
  return offset - shift;
}

export function lineEndBehind(site: ErrorSite, offset: number): number {
  const line = site.source.lineOf(Math.min(offset, site.text.length));
  return site.lineEnd(line);
}
