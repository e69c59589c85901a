/**
 * Mistake: a key that the dict does not have: misspelt, or counted before it was first put in.
 *
 * Before:  `ages = {"tom": 3}` … `ages["tmo"]`     After:  `ages["tom"]`
 * Before:  `count = {}` … `count[w] += 1`          After:  `count[w] = count.get(w, 0) + 1`
 * Before:  `groups = {}` … `groups[k].append(v)`   After:  `groups.setdefault(k, []).append(v)`
 *
 * When not: the key is computed and the dict filled elsewhere. A default value would hide the mistake.
 *
 * Tests: fixers.test.ts, values.test.ts
 */
import type { SyntaxNode } from '@lezer/common';
import { familyOf } from '../../../detect/family';
import { replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { assignedValue, plainType } from './plain-types';
import { hole, memberOf, nodesAt, pythonFile, subscriptOf, textOf, type PythonFile } from './python-file';
import { lead, similarity } from './similar';

export const missingKey: Fixer = {
  id: 'python/missing-key',
  languages: PYTHON,
  answers: (problem) => familyOf(problem) === 'missing-key',
  propose(context) {
    const file = pythonFile(context);
    const key = (hole(context, 'key') ?? '').replace(/^["']|["']$/g, '');
    for (const node of nodesAt(file, 'MemberExpression')) {
      const subscript = subscriptOf(node);
      const index = subscript ? children(node)[2] : undefined;
      if (!subscript || !index) continue;
      if (index.name === 'String' && textOf(file, index).slice(1, -1) === key) return misspelt(file, subscript.object, index, key);
    }
    return filled(file);
  },
};

function misspelt(file: PythonFile, object: SyntaxNode, index: SyntaxNode, key: string): Proposal[] {
  const text = textOf(file, object);
  const keys = new Set<string>();
  const literal = (node: SyntaxNode): void => {
    const parts = children(node);
    parts.forEach((part, i) => {
      if (part.name === 'String' && parts[i + 1]?.name === ':') keys.add(textOf(file, part).slice(1, -1));
    });
  };
  const home = object.name === 'VariableName' ? file.scopes.resolve(text, file.scopes.scopeAt(object.from)) : undefined;
  if (home && home !== 'builtin') for (const binding of home.bindings.get(text) ?? []) {
    const value = binding.kind === 'assign' ? assignedValue(binding) : undefined;
    if (value?.name === 'DictionaryExpression') literal(value);
  }
  const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  for (const match of file.text.matchAll(new RegExp(`(?<![\\w.])${escaped}\\[\\s*["']([^"'\\n]+)["']\\s*\\]`, 'g'))) if (match[1] !== key) keys.add(match[1] ?? '');
  if (keys.size === 0) {
    // Items of a list of dicts: the keys of all dict displays of the file are candidates, less surely.
    file.scopes.tree.iterate({ enter: (ref) => { if (ref.name === 'DictionaryExpression') literal(ref.node); } });
  }
  const matches = [...keys].map((name) => ({ name, score: similarity(key, name) })).filter((it) => it.score >= 0.6).sort((a, b) => b.score - a.score);
  const [first] = matches;
  if (!first) return [];
  const quote = file.text[index.from] ?? "'";
  return [{ title: `Change the key to '${first.name}'`, explanation: `There is no key '${key}'; '${first.name}' is one.`, edits: [replace(index.from, index.to, `${quote}${first.name}${quote}`)], confidence: Math.min(0.93, lead(matches, 0.65)) }];
}

/** A dict that starts empty and is counted or collected into. */
function filled(file: PythonFile): Proposal[] {
  for (const statement of nodesAt(file, 'UpdateStatement')) {
    const [target, op, value] = children(statement);
    const subscript = target ? subscriptOf(target) : undefined;
    if (!target || !subscript || !op || !value || !startsEmpty(file, subscript.object) || !/^[-+]=$/.test(textOf(file, op))) continue;
    const object = textOf(file, subscript.object);
    const key = file.text.slice(subscript.open.to, subscript.close.from).trim();
    const type = plainType(file, value, file.scopes.scopeAt(statement.from));
    const start = type === 'list' ? '[]' : type === 'str' ? "''" : '0';
    const right = value.name === 'BinaryExpression' || value.name === 'ConditionalExpression' ? `(${textOf(file, value)})` : textOf(file, value);
    return [{ title: `Count from ${start}: '${object}.get(…, ${start})'`, explanation: `The first time a key is met it is not in '${object}' yet; 'get' gives ${start} for it.`, edits: [replace(statement.from, statement.to, `${textOf(file, target)} = ${object}.get(${key}, ${start}) ${textOf(file, op)[0] ?? '+'} ${right}`)], confidence: 0.85 }];
  }
  for (const node of nodesAt(file, 'MemberExpression')) {
    const member = memberOf(node);
    const subscript = member ? subscriptOf(member.object) : undefined;
    const method = member ? textOf(file, member.property) : '';
    if (!member || !subscript || !/^(?:append|extend|add|update|insert)$/.test(method) || node.parent?.name !== 'CallExpression' || !startsEmpty(file, subscript.object)) continue;
    const object = textOf(file, subscript.object);
    const key = file.text.slice(subscript.open.to, subscript.close.from).trim();
    const start = method === 'add' ? 'set()' : method === 'update' ? '{}' : '[]';
    return [{ title: `Start with ${start}: '${object}.setdefault(…)'`, explanation: `The first time a key is met it is not in '${object}' yet; 'setdefault' puts ${start} there.`, edits: [replace(member.object.from, member.object.to, `${object}.setdefault(${key}, ${start})`)], confidence: 0.88 }];
  }
  return [];
}

function startsEmpty(file: PythonFile, object: SyntaxNode): boolean {
  const text = textOf(file, object);
  const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w.])${escaped}\\s*(?::[^=\\n]+)?=\\s*(?:\\{\\s*\\}|dict\\(\\s*\\))`).test(file.text);
}
