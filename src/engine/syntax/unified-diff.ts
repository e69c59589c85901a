// A unified diff as git prints it.

import { createTwoFilesPatch } from 'diff';

/** Two texts that share little take a diff very long; such a change is no patch to look at. */
const MAX_EDITS = 4_000;

/** Paths are shown as given; an empty string where nothing differs. */
export function unifiedDiff(name: string, before: string, after: string): string {
  if (before === after) return '';
  const shown = name.replaceAll('\\', '/');
  const diff = createTwoFilesPatch(`a/${shown}`, `b/${shown}`, before, after, undefined, undefined, {
    // The other lines of a file of variables are mostly secrets, and a diff goes into logs.
    context: /(?:^|\/)\.env(?:\.[\w.-]+)?$/.test(shown) ? 0 : 3,
    maxEditLength: MAX_EDITS,
  });
  if (diff === undefined) return `--- a/${shown}\n+++ b/${shown}\n(too different to show line by line)\n`;
  return diff.replace(/^=+\n/, '').replace(/^(---|\+\+\+) (.*?)\t$/gm, '$1 $2');
}
