/**
 * Mistake: a value that may be None is used as if it never were, as checkers tell it.
 *
 * Before:  `match = re.search(p, text)` … `match.group(0)`     After:  `if match is None: raise ValueError(f"no match in {text!r}")` between them
 * Before:  the same in a function that may return None         After:  `if match is None: return None`
 *
 * When not: the value is not a plain variable that this function gets from one call, or something stands between them that tests it.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { deeper, endOfLine, indentOf } from '../shared/body';
import { mayBeNone } from '../shared/optional-type';
import { assignedValue } from '../shared/plain-types';
import {
  argumentsOf,
  enclosing,
  functionAround,
  memberOf,
  nodesAt,
  pythonFile,
  subscriptOf,
  textOf,
  type PythonFile,
} from '../shared/python-file';

export const uncheckedOptional: Fixer = {
  id: 'python/unchecked-optional',
  languages: PYTHON,
  family: 'python/types',
  answers: {
    codes: ['reportOptionalMemberAccess', 'reportOptionalSubscript', 'union-attr', 'index'],
    where: ({ message, source }) => !/^python$/i.test(source) && /\bNone\b/.test(message),
  },
  propose(context) {
    const file = pythonFile(context);
    for (const node of nodesAt(file, 'MemberExpression')) {
      const object = memberOf(node)?.object ?? subscriptOf(node)?.object;
      if (object?.name !== 'VariableName') continue;
      const name = textOf(file, object);
      const owner = file.scopes.resolve(name, file.scopes.scopeAt(object.from));
      const bindings = owner && owner !== 'builtin' ? (owner.bindings.get(name) ?? []) : [];
      const [binding] = bindings;
      const around = functionAround(file.scopes.scopeAt(object.from));
      if (!binding || bindings.length !== 1 || !around || owner !== around || binding.from > object.from) continue;
      const value = assignedValue(binding);
      const statement = enclosing(binding.node, 'AssignStatement');
      if (value?.name !== 'CallExpression' || !statement) continue;
      // The use lies in the same block, or deeper: a guard behind the assignment is passed on every way to it.
      const block = statement.parent;
      if (!block || object.from < block.from || object.to > block.to) continue;
      const indent = indentOf(file, statement);
      const between = file.text.slice(statement.to, object.from);
      if (indent === undefined || new RegExp(`\\b(?:if|while|assert|and|or)\\b[^\\n]*\\b${name}\\b`).test(between)) continue;
      const type = returnType(file, around.node);
      const mayReturn = type !== undefined && mayBeNone(type);
      const does = mayReturn ? 'return None' : `raise ${exceptionOf(file)}(${words(file, name, value)})`;
      const { eol } = context.source;
      return [
        {
          title: mayReturn ? `Return None where '${name}' is None` : `Say so where '${name}' is None`,
          explanation: mayReturn
            ? `The function may give None, and without '${name}' there is nothing else to give.`
            : `Without this a None only shows as an error about its attributes. What should happen then, you know best.`,
          edits: [insert(endOfLine(file, statement), `${eol}${indent}if ${name} is None:${eol}${deeper(file, indent)}${does}`)],
          variant: mayReturn ? 'guard-returns' : 'guard-raises',
        },
      ];
    }
    return [];
  },
};

function returnType(file: PythonFile, definition: SyntaxNode): string | undefined {
  const head = file.text.slice(definition.getChild('ParamList')?.to ?? definition.from, definition.getChild('Body')?.from ?? definition.to);
  return /^\s*->\s*(.+?)\s*$/s.exec(head)?.[1];
}

/** What the file raises for bad values, else ValueError. */
function exceptionOf(file: PythonFile): string {
  const raised = [...file.text.matchAll(/\braise (LookupError|KeyError|ValueError|RuntimeError)\(/g)].map((it) => it[1] ?? '');
  return raised[0] ?? 'ValueError';
}

/** `f"no match in {text!r}"` where one plain name says what was asked for. */
function words(file: PythonFile, name: string, call: SyntaxNode): string {
  const quote = (file.text.match(/'/g)?.length ?? 0) > (file.text.match(/"/g)?.length ?? 0) ? "'" : '"';
  const callee = call.firstChild ? textOf(file, call.firstChild) : '';
  const subject = argumentsOf(call).at(-1)?.value;
  const isSearch = /(?:^|\.)(?:search|match|fullmatch)$/.test(callee);
  const what = isSearch ? 'no match' : `no ${name.replaceAll('_', ' ')}`;
  if (subject?.name !== 'VariableName') return `${quote}${what}${quote}`;
  return `f${quote}${what} ${isSearch ? 'in' : 'for'} {${textOf(file, subject)}!r}${quote}`;
}
