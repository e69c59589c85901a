// Briefs for what is left to a person, as the terminal gives them.

import * as path from 'node:path';
import { briefFor, escalationOf, type Memory, type Problem, SourceText, wayDown } from '../../engine';
import type { Healed } from './heal-files';
import { say } from './say';

/** What is left, each problem that is too complex for a fix with its brief. */
export async function withBriefs(healed: Healed, memory: Memory, root: string): Promise<Healed> {
  const text = healed.changes.find((change) => change.path === healed.file.path)?.after ?? healed.file.text;
  const source = new SourceText(text);
  const left = await Promise.all(
    healed.left.map(async (one) => {
      const brief = await briefOf(one.problem, source, memory, root);
      return brief === undefined ? one : { ...one, brief };
    }),
  );
  return { ...healed, left };
}

/** undefined where the problem is simple enough, or no brief can be made: why not is said. */
export async function briefOf(problem: Problem, source: SourceText, memory: Memory, root: string): Promise<string | undefined> {
  if (!(await escalationOf({ problem, source, memory }))) return undefined;
  const brief = await briefFor({ problem, source, memory }, (file) => shownIn(root, file));
  if (brief.ok) return brief.value;
  say(`no brief was made: ${brief.message}`);
  return undefined;
}

/** Relative to the folder, so that it means the same to somebody else. */
function shownIn(root: string, file: string): string {
  if (path.relative(root, file) === '') return '.';
  return wayDown(root, file)?.split(path.sep).join('/') ?? path.basename(file);
}
