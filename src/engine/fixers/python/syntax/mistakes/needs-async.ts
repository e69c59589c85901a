/**
 * Mistake: `await` in a function that is not async.
 *
 * Before:  `def load():` / `    await fetch()`   After:  `async def load():` / `    await fetch()`
 *
 * When not: the indentation is to blame: indentation.ts answers.
 */
import { pricedBy, type Mistake, type Slip } from '../search/mistake';
import type { ErrorSite } from '../search/error-site';

/** −ln of how often people slip so. */
const COSTS = {
  'await-in-plain-function': 0.3,
};
const slip = pricedBy(COSTS);

export const needsAsync: Mistake = {
  id: 'python/needs-async',
  explanation: "'await', 'async for' and 'async with' work only inside an async function.",
  find,
};

function find(site: ErrorSite): Slip[] {
  if (!/await|async/.test(site.message) && !/await|async/.test(site.fault?.why ?? '')) return [];
  const line = site.source.lineOf(Math.min(site.start, site.text.length));
  const width = site.source.indentOf(line).length;
  for (let at = line; at >= 0; at--) {
    const found = /^(\s*)def\s/.exec(site.lineText(at));
    if (!found || (found[1]?.length ?? 0) >= width || site.isBlank(at)) continue;
    const start = site.lineStart(at) + (found[1]?.length ?? 0);
    return [
      {
        title: 'Make the function async',
        edits: [{ start, end: start, text: 'async ' }],
        ...slip('await-in-plain-function'),
        complete: true,
      },
    ];
  }
  return [];
}
