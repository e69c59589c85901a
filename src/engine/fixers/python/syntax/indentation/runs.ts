// Which lines may move together, and to which indentation.

import { columns } from '../../../../syntax/python-tokens';
import type { ErrorSite } from '../search/error-site';

/** Lines above the error that may be the ones that are wrong. */
export const MAX_ABOVE_ERROR = 6;
/** Lines that move together. */
export const MAX_RUN = 60;

/** Lines that move together: first and last, both included. */
export interface Run {
  readonly first: number;
  readonly last: number;
  readonly kind: 'line' | 'block' | 'level' | 'paragraph' | 'body';
  /** Of a body: what its length costs. */
  readonly length?: number;
}

/** How much moves: the line, the line with its body, all lines to the end of its level, or only to the next blank line. */
export function runs(site: ErrorSite, first: number, fault: number): Run[] {
  const width = columns(site.source.indentOf(first)).wide;
  const out: Run[] = [{ first, last: first, kind: 'line' }];
  let line = first;
  let block = first;
  let paragraph: number | undefined;
  let level = first;
  let levelLines = 1;
  let inBlock = true;
  while (++line < Math.min(site.source.lineCount, first + MAX_RUN)) {
    if (site.isBlank(line)) {
      if (/^\s*$/.test(site.lineText(line))) paragraph ??= level;
      continue;
    }
    const here = columns(site.source.indentOf(line)).wide;
    if (here < width) break;
    if (here === width) {
      inBlock = false;
      levelLines++;
      // Two, three … lines of one level, where the move ends between them.
      if (levelLines <= 8) out.push({ first, last: level, kind: 'level' });
    }
    if (inBlock) block = line;
    level = line;
  }
  if (block > first) out.push({ first, last: block, kind: 'block' });
  if (level > block) out.push({ first, last: level, kind: 'level' });
  if (paragraph !== undefined && paragraph > block) out.push({ first, last: paragraph, kind: 'paragraph' });
  const seen = new Set<number>();
  return out.filter((run) => !seen.has(run.last) && seen.add(run.last) && run.last >= Math.min(first, fault - MAX_ABOVE_ERROR));
}

/** Indentations that lines near the error have, and one step deeper than those that open a block. */
export function levelsNear(site: ErrorSite, line: number): string[] {
  const found = new Map<number, string>();
  const add = (indent: string): void => {
    const { wide } = columns(indent);
    if (!found.has(wide)) found.set(wide, indent);
  };
  for (let level = site.state?.level; level; level = level.parent) add(level.indent);
  for (let at = line - 1, seen = 0; at >= 0 && seen < 12; at--) {
    if (site.isBlank(at)) continue;
    seen++;
    const indent = site.source.indentOf(at);
    add(indent);
    if (/:\s*(?:#.*)?$/.test(site.lineText(at))) {
      add(indent + site.unit);
      if (!site.unit.includes('\t')) add(`${indent}    `);
    }
  }
  for (let at = line + 1, seen = 0; at < site.source.lineCount && seen < 4; at++) {
    if (site.isBlank(at)) continue;
    seen++;
    add(site.source.indentOf(at));
  }
  return [...found.values()];
}
