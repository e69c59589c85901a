// Reads outputs.txt: what real interpreters printed, each with the problems that must be found in it.

import fs from 'node:fs';
import type { Problem } from '../../../src/engine/problem';

export interface Output {
  /** `python 3.13: chained`. */
  readonly name: string;
  readonly text: string;
  readonly expected: string;
}

/** The programs ran in this folder. */
export const CWD = '/home/ada/shop';

export function outputs(): Output[] {
  const all = fs.readFileSync(new URL('./outputs.txt', import.meta.url), 'utf8');
  return all
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const name = part.slice(0, part.indexOf('\n'));
      const [text = '', expected = ''] = part.slice(name.length + 1).split('--- problems\n');
      return { name, text, expected: expected.trimEnd() };
    });
}

/** A problem as outputs.txt words it: one line, `file:line:column «what is marked»`, then its frames; causes indented. */
export function summary(problem: Problem, indent = ''): string {
  const frame = problem.frames.find((one) => one.location === problem.location);
  const { start, end } = problem.location.range;
  const marked = frame?.code === undefined ? '' : ` «${frame.code.slice(start.character, end.character)}»`;
  const frames = problem.frames.map(
    (one) =>
      `${one.own ? '' : 'not own '}${one.location.path.split('/').pop() ?? ''}:${one.location.range.start.line + 1}${one.name === undefined ? '' : ` in ${one.name}`}`,
  );
  return [
    `${indent}${problem.language} ${problem.errorType}: ${problem.message.replaceAll('\n', '⏎')}`,
    `${indent}  at ${problem.location.path.replace(`${CWD}/`, '')}:${start.line + 1}:${start.character}${marked}`,
    `${indent}  frames ${[...new Set(frames)].join(', ')}`,
    ...problem.causes.map((cause) => summary(cause, `${indent}  < `)),
  ].join('\n');
}
