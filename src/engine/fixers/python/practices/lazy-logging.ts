/**
 * Mistake: a log message that is put together before it is known whether anybody reads it.
 *
 * Before:  `log.info(f"saved {path}")`            After:  `log.info("saved %s", path)`
 * Before:  `log.info("saved %s" % path)`          After:  `log.info("saved %s", path)`
 * Before:  `log.info("saved {}".format(path))`    After:  `log.info("saved %s", path)`
 *
 * When not: a part has a format that % does not have, or the call passes values already.
 */
import type { SyntaxNode } from '@lezer/common';
import { replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer } from '../../fixer';
import { argumentsOf, memberOf, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

interface Message {
  /** As it stands in the source, without prefix and quotes, with its % signs. */
  readonly text: string;
  readonly open: string;
  readonly close: string;
  readonly values: readonly string[];
}

export const lazyLogging: Fixer = {
  id: 'python/lazy-logging',
  languages: PYTHON,
  family: 'python/practices',
  answers: {
    codes: [
      ...['W1203', 'W1201', 'W1202', 'G001', 'G002', 'G004'],
      ...['logging-fstring-interpolation', 'logging-not-lazy', 'logging-format-interpolation'],
    ],
  },
  propose(context) {
    const file = pythonFile(context);
    for (const call of nodesAt(file, 'CallExpression')) {
      const callee = call.firstChild && memberOf(call.firstChild);
      const method = callee ? textOf(file, callee.property) : '';
      if (!/^(?:debug|info|warning|warn|error|exception|critical|fatal|log)$/.test(method)) continue;
      const given = argumentsOf(call);
      const at = method === 'log' ? 1 : 0;
      const value = given[at]?.value;
      // Values that are passed already belong to another format.
      if (!value || given[at]?.name || given.slice(at + 1).some(({ name }) => !name)) continue;
      const message = fromTemplate(file, value) ?? fromPercent(file, value) ?? fromFormat(file, value);
      if (!message || message.values.length === 0) continue;
      return [
        {
          title: 'Let the log put its message together',
          explanation: 'A message that nobody reads is then not put together at all, and its text is the same each time.',
          edits: [replace(value.from, value.to, [`${message.open}${message.text}${message.close}`, ...message.values].join(', '))],
          variant: 'values-passed',
        },
      ];
    }
    return [];
  },
};

/** `r"…"`: prefix with quotes, what is between, closing quotes; undefined where it is no single string. */
function partsOf(text: string): { readonly prefix: string; readonly quote: string; readonly inner: string } | undefined {
  const found = /^([A-Za-z]*)("""|'''|"|')([^]*)\2$/.exec(text);
  return found ? { prefix: found[1] ?? '', quote: found[2] ?? '', inner: found[3] ?? '' } : undefined;
}

function fromTemplate(file: PythonFile, node: SyntaxNode): Message | undefined {
  const parts = node.name === 'FormatString' ? partsOf(textOf(file, node)) : undefined;
  if (!parts || !/f/i.test(parts.prefix)) return undefined;
  const values: string[] = [];
  let text = '';
  let from = node.from + parts.prefix.length + parts.quote.length;
  const plain = (part: string): string => part.replaceAll('%', '%%').replaceAll('{{', '{').replaceAll('}}', '}');
  for (const hole of children(node).filter(({ name }) => name === 'FormatReplacement')) {
    const inner = textOf(file, hole).slice(1, -1);
    const [value] = children(hole).filter(({ name }) => name !== '{' && name !== '}');
    const expression = value ? textOf(file, value) : '';
    const rest = value ? inner.slice(inner.indexOf(expression) + expression.length).trim() : '=';
    const code = percentCode(rest);
    if (expression === '' || code === undefined || inner.slice(0, inner.indexOf(expression)).trim() !== '') return undefined;
    text += plain(file.text.slice(from, hole.from)) + code;
    from = hole.to;
    values.push(value?.name === 'TupleExpression' || /^(?:lambda|yield)\b/.test(expression) ? `(${expression})` : expression);
  }
  text += plain(file.text.slice(from, node.to - parts.quote.length));
  return { text, open: parts.prefix.replace(/f/gi, '') + parts.quote, close: parts.quote, values };
}

/** What stands behind the expression in `{…}` as a code of %; undefined where % has none. */
function percentCode(rest: string): string | undefined {
  if (rest === '' || rest === '!s') return '%s';
  if (rest === '!r') return '%r';
  if (rest === '!a') return '%a';
  const number = /^:(0?\d*)(\.\d+)?([dfFeEgGxXo])$/.exec(rest);
  return number ? `%${number[1] ?? ''}${number[2] ?? ''}${number[3] ?? ''}` : undefined;
}

function fromPercent(file: PythonFile, node: SyntaxNode): Message | undefined {
  const [format, operator, right] = node.name === 'BinaryExpression' ? children(node) : [];
  const parts = format?.name === 'String' ? partsOf(textOf(file, format)) : undefined;
  // A name may hold a tuple or a dict: then it is all values at once.
  if (!parts || !right || (operator && textOf(file, operator)) !== '%' || /%\(/.test(parts.inner)) return undefined;
  const holes = (parts.inner.replaceAll('%%', '').match(/%/g) ?? []).length;
  const values =
    right.name === 'TupleExpression'
      ? children(right)
          .filter(({ name }) => !/^[(),]$/.test(name))
          .map((it) => textOf(file, it))
      : [textOf(file, right)];
  if (values.length !== holes || right.name === 'DictionaryExpression') return undefined;
  return { text: parts.inner, open: parts.prefix + parts.quote, close: parts.quote, values };
}

function fromFormat(file: PythonFile, node: SyntaxNode): Message | undefined {
  const callee = node.name === 'CallExpression' && node.firstChild ? memberOf(node.firstChild) : undefined;
  const parts =
    callee?.object.name === 'String' && textOf(file, callee.property) === 'format' ? partsOf(textOf(file, callee.object)) : undefined;
  if (!parts) return undefined;
  const given = argumentsOf(node);
  if (given.some(({ stars, name }) => stars !== '' || name)) return undefined;
  const values = given.map((it) => file.text.slice(it.from, it.to));
  const holes = parts.inner.replaceAll(/\{\{|\}\}/g, '').match(/\{[^{}]*\}/g) ?? [];
  if (holes.length !== values.length || holes.some((it) => it !== '{}')) return undefined;
  const text = parts.inner.replaceAll('%', '%%').replaceAll(/\{\{|\}\}|\{\}/g, (it) => (it === '{}' ? '%s' : (it[0] ?? '')));
  return { text, open: parts.prefix + parts.quote, close: parts.quote, values };
}
