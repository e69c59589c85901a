/**
 * Mistake: `await` in a function that is not async.
 *
 * Before:  `def load():` / `    await fetch()`   After:  `async def load():` / `    await fetch()`
 *
 * When not: the indentation is to blame: indentation.ts answers.
 */
import type { Mistake, Slip } from '../search/mistake';
import type { Site } from '../search/error-site';

export const outsideFunction: Mistake = {
  id: 'python/needs-async',
  explanation: "'await', 'async for' and 'async with' work only inside an async function.",
  find,
};

function find(site: Site): Slip[] {
  if (!/await|async/.test(site.words) && !/await|async/.test(site.fault?.why ?? '')) return [];
  const line = site.source.lineOf(Math.min(site.start, site.text.length));
  const width = site.source.indentOf(line).length;
  for (let at = line; at >= 0; at--) {
    const found = /^(\s*)def\s/.exec(site.lineText(at));
    if (!found || (found[1]?.length ?? 0) >= width || site.isBlank(at)) continue;
    const start = site.lineStart(at) + (found[1]?.length ?? 0);
    return [{ title: 'Make the function async', edits: [{ start, end: start, text: 'async ' }], cost: 0.3, sure: true }];
  }
  return [];
}
