/**
 * Mistake: an import written the wrong way round, or in pieces.
 *
 * Before:  `import sqrt from math`         After:  `from math import sqrt`
 * Before:  `from os.path import *, join`   After:  `from os.path import join`
 * Before:  `import os path`                After:  `import os, path`
 *
 * When not: the module is missing: that is no syntax.
 */
import { isStandardModule, standardHas } from '../../shared/stdlib';
import { pricedBy, type Mistake, type Slip } from '../search/mistake';
import type { ErrorSite } from '../search/error-site';

/** −ln of how often people slip so. */
const COSTS = {
  'module-last': 0.3,
  'module-first': 0.2,
  'module-split': 1,
  'other-include': 1,
};
const slip = pricedBy(COSTS);

export const importOrder: Mistake = {
  id: 'python/import-order',
  explanation: 'Python names the module first: from module import name.',
  find,
};

function find(site: ErrorSite): Slip[] {
  const line = site.line;
  const text = site.lineText(line);
  const start = site.lineStart(line);
  const out: Slip[] = [];
  const swapped = /^(\s*)import\s+([\w, *]+?)\s+from\s+['"]?([\w.]+)['"]?\s*;?\s*$/.exec(text);
  if (swapped) {
    const [, indent = '', names = '', module = ''] = swapped;
    // `import math from sqrt`: only the words changed places.
    const isFirst = isStandardModule(names) && !isStandardModule(module) && standardHas(names, module);
    out.push({
      title: 'Put the module first',
      edits: [
        {
          start: start + indent.length,
          end: start + text.trimEnd().length,
          text: isFirst ? `from ${names} import ${module}` : `from ${module} import ${names}`,
        },
      ],
      ...slip(isFirst ? 'module-first' : 'module-last'),
      complete: true,
    });
  }
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
      ...slip('module-split'),
      complete: true,
    });
  }
  const include = /^(\s*)(?:#?include|using|require|use)\s*[<"'(]?([\w.]+)[>"')]?\s*;?\s*$/.exec(text);
  if (include)
    out.push({
      title: `Change it to import ${include[2] ?? ''}`,
      edits: [{ start: start + (include[1]?.length ?? 0), end: start + text.length, text: `import ${include[2] ?? ''}` }],
      ...slip('other-include'),
      complete: true,
    });
  return out;
}
