// The rung `checks` for Python without a type checker: scope analysis says whether the undefined name is gone and no new one appeared.

import type { RungResult } from '../../patch';
import { isSyntax } from '../../detect/family';
import { isPiece } from '../../syntax/piece';
import { scanOf } from '../../syntax/python-parser';
import { parseAhead, pythonScopes } from '../../syntax/python-scopes';
import type { Checker, CheckRequest } from './checker';

const BY = "Self-Heal's scope analysis";

export const pythonChecks: Checker = {
  rung: 'checks',
  languages: ['python'],
  check: judge,
};

async function judge({ problem, before, after, shift }: CheckRequest): Promise<RungResult | undefined> {
  // A tree with errors in it binds less than the text will when it is whole; the parse rung judges such patches.
  if (isSyntax(problem) && scanOf(before).fault) return undefined;
  await parseAhead(after.text);
  const was = pythonScopes(before.text);
  const is = pythonScopes(after.text);
  const known = new Set(was.undefinedUses().map((use) => use.name));
  // What a star import brings is not known, nor what stands around a piece: an unbound name may come from there.
  if (!was.broken && !is.broken && !is.star && !isPiece(before.text)) {
    const fresh = is.undefinedUses().find((use) => !known.has(use.name));
    if (fresh) return { rung: 'checks', result: 'failed', by: BY, why: `the name '${fresh.name}' would be undefined` };
  }
  const name = problem.signature.holes['name'];
  if (name === undefined || !known.has(name)) return undefined;
  const start = before.offsetAt(problem.location.range.start);
  const end = before.offsetAt(problem.location.range.end);
  const line = before.lineOf(start);
  const last = before.lineOf(Math.max(start, end));
  const reported = was
    .undefinedUses()
    .filter((use) => use.name === name && before.lineOf(use.from) >= line && before.lineOf(use.from) <= last);
  if (reported.length === 0) return undefined;
  const left = is.undefinedUses().filter((use) => use.name === name);
  if (left.some((use) => reported.some((old) => shift(old.from) === use.from))) {
    return { rung: 'checks', result: 'failed', by: BY, why: `'${name}' is still undefined there` };
  }
  // Of a misspelt name and of one that was not imported alike: the one is gone, the other is there.
  return { rung: 'checks', result: 'passed', by: BY, why: 'nothing is undefined there any more, and no other name became undefined' };
}
