/**
 * Mistake: an import written the wrong way round, or in pieces.
 *
 * Before:  `import sqrt from math`         After:  `from math import sqrt`
 * Before:  `from os.path import *, join`   After:  `from os.path import join`
 * Before:  `import os path`                After:  `import os, path`
 *
 * When not: the module is missing: that is no syntax.
 */
import type { Mistake, Slip } from '../search/mistake';
import type { Site } from '../search/error-site';

export const importOrder: Mistake = {
  id: 'python/import-order',
  explanation: 'Python names the module first: from module import name.',
  find,
};

function find(site: Site): Slip[] {
  const line = site.line;
  const text = site.lineText(line);
  const start = site.lineStart(line);
  const out: Slip[] = [];
  const swapped = /^(\s*)import\s+([\w, *]+?)\s+from\s+['"]?([\w.]+)['"]?\s*;?\s*$/.exec(text);
  if (swapped)
    out.push({
      title: 'Put the module first',
      edits: [
        {
          start: start + (swapped[1]?.length ?? 0),
          end: start + text.trimEnd().length,
          text: `from ${swapped[3] ?? ''} import ${swapped[2] ?? ''}`,
        },
      ],
      cost: 0.3,
      sure: true,
    });
  const dotted = /^(\s*from\s+)([\w.]+)(\s+import\s+)(\w+)\.([\w.]+)\s*$/.exec(text);
  if (dotted) {
    const [, head = '', module = '', middle = '', first = '', rest = ''] = dotted;
    const names = rest.split('.');
    const last = names.pop() ?? '';
    out.push({
      title: 'Name the whole module before import',
      edits: [
        { start: start + head.length, end: start + text.trimEnd().length, text: `${[module, first, ...names].join('.')}${middle}${last}` },
      ],
      cost: 1,
      sure: true,
    });
  }
  const include = /^(\s*)(?:#?include|using|require|use)\s*[<"'(]?([\w.]+)[>"')]?\s*;?\s*$/.exec(text);
  if (include)
    out.push({
      title: `Change it to import ${include[2] ?? ''}`,
      edits: [{ start: start + (include[1]?.length ?? 0), end: start + text.length, text: `import ${include[2] ?? ''}` }],
      cost: 1,
      sure: true,
    });
  return out;
}
