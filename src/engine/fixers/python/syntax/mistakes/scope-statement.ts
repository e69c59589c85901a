/**
 * Mistake: `global` or `nonlocal` where the compiler does not take it.
 *
 * Before:  `def f():` / `    total = 1` / `    global total`   After:  `def f():` / `    global total` / `    total = 1`
 * Before:  `nonlocal total`, where only the module has it      After:  `global total`
 *
 * Before:  `global total = 0`, in a function                   After:  `global total` / `total = 0`
 *
 * When not: the name is a parameter as well, or bound nowhere: what was meant is not plain.
 */
import { columns } from '../../../../syntax/python-tokens';
import { pricedBy, type Mistake, type Slip } from '../search/mistake';
import type { ErrorSite } from '../search/error-site';

/** −ln of how often people slip so. */
const COSTS = {
  'declared-late': 0.3,
  'nonlocal-of-module': 0.3,
  'declared-with-value': 0.3,
};
const slip = pricedBy(COSTS);

export const scopeStatement: Mistake = {
  id: 'python/scope-statement',
  explanation: 'What a name belongs to is said before the name is used.',
  find: (site) => (LATE.test(site.message) ? [...moved(site), ...unbound(site)] : withValue(site)),
};

const LATE = /before global declaration|prior to (?:global|nonlocal) declaration|before nonlocal declaration|no binding for nonlocal/;

/** The line of the statement with its line end; undefined where it shares the line or its block with nothing else. */
function wholeStatement(
  site: ErrorSite,
  line: number,
): { readonly start: number; readonly end: number; readonly text: string } | undefined {
  const text = site.lineText(line).trim();
  const indent = site.source.indentOf(line);
  if (text.includes(';') || text.endsWith('\\') || text.endsWith('(')) return undefined;
  const alike = (at: number): boolean => !site.isBlank(at) && site.source.indentOf(at) === indent;
  const step = (from: number, by: 1 | -1): number => {
    let at = from + by;
    while (at > 0 && at < site.source.lineCount - 1 && site.isBlank(at)) at += by;
    return at;
  };
  if (!alike(step(line, 1)) && columns(site.source.indentOf(step(line, -1))).wide < columns(indent).wide) return undefined;
  return { start: site.lineStart(line), end: site.source.lineStarts[line + 1] ?? site.text.length, text };
}

/** To the first line of the function, behind the text that documents it. */
function moved(site: ErrorSite): Slip[] {
  const line = site.source.lineOf(Math.min(site.start, site.text.length));
  if (!/^\s*(?:global|nonlocal)\s/.test(site.lineText(line))) return [];
  const statement = wholeStatement(site, line);
  const width = columns(site.source.indentOf(line)).wide;
  let head = line - 1;
  while (head >= 0 && !(/^\s*(?:async\s+)?def\b/.test(site.lineText(head)) && columns(site.source.indentOf(head)).wide < width)) head--;
  if (!statement || head < 0) return [];
  let first = head;
  while (first < line && !/:\s*(?:#.*)?$/.test(site.lineText(first))) first++;
  do first++;
  while (first < line && site.isBlank(first));
  const quotes = /^\s*[rR]?("""|'''|"|')/.exec(site.lineText(first))?.[1];
  if (quotes) {
    if (site.lineText(first).trim().length <= quotes.length || !site.lineText(first).trimEnd().endsWith(quotes))
      do first++;
      while (first < line && !site.lineText(first).includes(quotes));
    first++;
  }
  if (first >= line) return [];
  const at = site.lineStart(first);
  const put = site.source.indentOf(first) + statement.text + site.source.eol;
  return [
    {
      title: `Move '${statement.text}' to the function's top`,
      edits: [
        { start: at, end: at, text: put },
        { start: statement.start, end: statement.end, text: '' },
      ],
      ...slip('declared-late'),
      complete: true,
    },
  ];
}

/** `nonlocal` for a name that no function around has, but the module. */
function unbound(site: ErrorSite): Slip[] {
  const line = site.source.lineOf(Math.min(site.start, site.text.length));
  const found = /^(\s*)nonlocal\s+([\w, ]+?)\s*$/.exec(site.lineText(line));
  if (!found || !/no binding/.test(site.message)) return [];
  const names = (found[2] ?? '').split(/\s*,\s*/);
  if (!names.every((name) => new RegExp(`^${name}\\s*(?::[^=\\n]+)?=(?!=)`, 'm').test(site.text))) return [];
  const start = site.lineStart(line) + (found[1]?.length ?? 0);
  return [
    {
      title: "Change 'nonlocal' to 'global'",
      edits: [{ start, end: start + 'nonlocal'.length, text: 'global' }],
      ...slip('nonlocal-of-module'),
      complete: true,
    },
  ];
}

/** The statement only declares: the value is given on a line of its own. In the module itself the name is global as it is. */
function withValue(site: ErrorSite): Slip[] {
  const found = /^(\s*)(global|nonlocal)\s+(([A-Za-z_]\w*)\s*(?:[-+*/%]|\/\/|\*\*)?=(?!=).*)$/.exec(site.lineText(site.line));
  if (!found) return [];
  const [, indent = '', word = '', statement = '', name = ''] = found;
  const start = site.lineStart(site.line) + indent.length;
  const end = site.lineEnd(site.line);
  let isInside = false;
  for (let at = site.line - 1; at >= 0 && !isInside; at--)
    isInside = /^\s*(?:async\s+)?def\b/.test(site.lineText(at)) && columns(site.source.indentOf(at)).wide < columns(indent).wide;
  return [
    {
      title: isInside ? `Give '${name}' its value on a line of its own` : `Remove '${word}'`,
      edits: [{ start, end, text: isInside ? `${word} ${name}${site.source.eol}${indent}${statement}` : statement }],
      ...slip('declared-with-value'),
      complete: true,
    },
  ];
}
