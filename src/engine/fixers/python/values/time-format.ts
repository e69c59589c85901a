/**
 * Mistake: a format for `strptime` that does not fit the text.
 *
 * Before:  `strptime("2014-12-25", "%y-%m-%d")`        After:  `strptime("2014-12-25", "%Y-%m-%d")`
 * Before:  `strptime("08/08/23 21:49", "%d/%m/%y %I:%M")`   After:  … `"%d/%m/%y %H:%M"`
 *
 * When not: more than one small change of the same kind would fit.
 */
import { replace } from '../../../syntax/edits';
import type { SyntaxNode } from '@lezer/common';
import { PYTHON, type Fixer } from '../../fixer';
import { assignedValue } from '../shared/plain-types';
import { nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

const MESSAGE = /^time data (["'])(.{1,80})\1 (?:does not match format|doesn't match format) (["'])(.{1,80})\3/;
const NAMES =
  'Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?';
const DAYS = 'Mon(?:day)?|Tue(?:sday)?|Wed(?:nesday)?|Thu(?:rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?';
/** What each mark takes, as `strptime` does. */
const TAKES: Readonly<Record<string, string>> = {
  Y: '\\d{4}',
  y: '\\d{2}',
  m: '(?:1[0-2]|0?[1-9])',
  d: '(?:3[01]|[12]\\d|0?[1-9])',
  H: '(?:2[0-3]|[01]?\\d)',
  I: '(?:1[0-2]|0?[1-9])',
  M: '[0-5]?\\d',
  S: '(?:6[01]|[0-5]?\\d)',
  f: '\\d{1,6}',
  p: '(?:[AaPp][Mm])',
  B: `(?:${NAMES})`,
  b: `(?:${NAMES.replace(/\(\?:\w+\)\?/g, '')})`,
  A: `(?:${DAYS})`,
  a: `(?:${DAYS.replace(/\(\?:\w+\)\?/g, '')})`,
  z: '(?:[+-]\\d{2}:?\\d{2}(?::?\\d{2})?|Z)',
  Z: '(?:UTC|GMT|[A-Z]{3,4})',
  j: '\\d{1,3}',
};
/** Marks of the same part of a time. */
const KIN = ['Yy', 'mbB', 'HI', 'aA', 'zZ'];

export const timeFormat: Fixer = {
  id: 'python/time-format',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [MESSAGE] },
  propose(context) {
    const file = pythonFile(context);
    const [, , text = '', , format = ''] = MESSAGE.exec(context.problem.message) ?? [];
    const node = formatLiteral(file, format);
    const fitting = [...changesOf(format)].filter(([changed]) => fits(changed, text));
    // The least change first: of one kind only one may fit.
    const [first] = fitting;
    const same = fitting.filter(([, variant]) => variant === first?.[1]);
    const [only] = same;
    if (!node || !only || same.length !== 1) return [];
    // Whether the day or the month comes first can't be told of 10-11-2012.
    if (only[1] === 'marks-changed-about' && dayForMonth(only[0]) !== format && fits(dayForMonth(only[0]), text)) return [];
    const quote = file.text[node.from] ?? '"';
    return [
      {
        title: `Change the format to '${only[0]}'`,
        explanation: `'${text}' is not written as '${format}' says.`,
        edits: [replace(node.from, node.to, `${quote}${only[0]}${quote}`)],
        variant: only[1],
      },
    ];
  },
};

/** The literal in the call, or the one value of the name that stands there. */
function formatLiteral(file: PythonFile, format: string): SyntaxNode | undefined {
  const isIt = (node: SyntaxNode): boolean => node.name === 'String' && /^(["'])(.*)\1$/s.exec(textOf(file, node))?.[2] === format;
  const inside = nodesAt(file, 'String').filter(isIt);
  if (inside.length > 0) return inside.length === 1 ? inside[0] : undefined;
  const named = nodesAt(file, 'VariableName').flatMap((node) => {
    const home = file.scopes.resolve(textOf(file, node), file.scopes.scopeAt(node.from));
    const bindings = home && home !== 'builtin' ? (home.bindings.get(textOf(file, node)) ?? []) : [];
    const value = bindings.length === 1 && bindings[0]?.kind === 'assign' ? assignedValue(bindings[0]) : undefined;
    return value && isIt(value) ? [value] : [];
  });
  return named.length === 1 ? named[0] : undefined;
}

/** One small change: a mark for its kin, two marks changed about, another sign between, a part more or less at the end. */
function changesOf(format: string): Map<string, string> {
  const out = new Map<string, string>();
  const add = (changed: string, variant: string): void => void (changed !== format && !out.has(changed) && out.set(changed, variant));
  const marks = [...format.matchAll(/%([A-Za-z])/g)];
  for (const { index, 1: mark = '' } of marks) {
    for (const kin of KIN.filter((each) => each.includes(mark)))
      for (const other of kin) add(`${format.slice(0, index)}%${other}${format.slice(index + 2)}`, 'mark-of-same-part');
  }
  for (const [i, one] of marks.entries())
    for (const two of marks.slice(i + 1))
      add(
        format.slice(0, one.index) + two[0] + format.slice(one.index + 2, two.index) + one[0] + format.slice(two.index + 2),
        'marks-changed-about',
      );
  for (const from of ['-', '/', '.', ':', ' '])
    for (const to of ['-', '/', '.', ':', ' ', 'T']) if (format.includes(from)) add(format.replaceAll(from, to), 'other-sign-between');
  for (const more of ['.%f', '%z', ' %z', 'Z', ':%S', ' %H:%M:%S', ' %p', 'T%H:%M:%S']) {
    add(format + more, 'part-missing-at-end');
    if (format.endsWith(more)) add(format.slice(0, -more.length), 'part-too-much-at-end');
  }
  return out;
}

const dayForMonth = (format: string): string => format.replace(/%([dm])/g, (_, mark) => (mark === 'd' ? '%m' : '%d'));

function fits(format: string, text: string): boolean {
  let pattern = '';
  for (let i = 0; i < format.length; i++) {
    const at = format[i] ?? '';
    if (at === '%') {
      const takes = format[i + 1] === '%' ? '%' : TAKES[format[i + 1] ?? ''];
      if (takes === undefined) return false;
      pattern += takes;
      i++;
    } else pattern += /\s/.test(at) ? '\\s+' : at.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  }
  return new RegExp(`^${pattern}$`, 'i').test(text);
}
