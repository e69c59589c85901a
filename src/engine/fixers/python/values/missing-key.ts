/**
 * Mistake: a key that the dict does not have: misspelt, or counted before it was first put in.
 *
 * Before:  `ages = {"tom": 3}` … `ages["tmo"]`     After:  `ages["tom"]`
 * Before:  `if k + 1 in d: use(d[k + 2])`          After:  `if k + 1 in d: use(d[k + 1])`
 * Before:  `ages = {"1": "ann"}` … `ages[1]`        After:  `ages["1"]`
 * Before:  `count = {}` … `count[w] += 1`          After:  `count[w] = count.get(w, 0) + 1`
 * Before:  `counts[w] == 1`, as a statement          After:  `counts[w] = 1`
 * Before:  `groups = {}` … `groups[k].append(v)`   After:  `groups.setdefault(k, []).append(v)`
 *
 * When not: the key is computed, or the dict filled elsewhere: then a missing key is one that nobody put in. A default value would hide it.
 * Variables of the environment are looked for in the project's own files (`environment-variable.ts`).
 */
import type { SyntaxNode } from '@lezer/common';
import { replace } from '../../../syntax/edits';
import { escapeRegExp } from '../../../syntax/escape-reg-exp';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { isEnvironment } from './environment-variable';
import { entriesOf, originsOf } from '../shared/origin';
import { assignedValue, plainType } from '../shared/plain-types';
import { enclosing, hole, memberOf, nodesAt, pythonFile, subscriptOf, textOf, type PythonFile } from '../shared/python-file';
import { similarity } from '../shared/similar';

export const missingKey: Fixer = {
  id: 'python/missing-key',
  languages: PYTHON,
  family: 'python/values',
  answers: { families: ['missing-key'] },
  propose(context) {
    const file = pythonFile(context);
    const written = hole(context, 'key') ?? '';
    const ofOtherType = otherType(file, context.problem.message.trim());
    if (ofOtherType) return [ofOtherType];
    const key = written.replace(/^["']|["']$/g, '');
    for (const node of nodesAt(file, 'MemberExpression')) {
      const subscript = subscriptOf(node);
      const index = subscript ? children(node)[2] : undefined;
      if (!subscript || !index) continue;
      if (isEnvironment(file, subscript.object)) return [];
      if (index.name === 'String' && textOf(file, index).slice(1, -1) === key) return misspelt(file, subscript.object, index, key);
    }
    return [...comparedForAssigned(file), ...otherThanTested(file), ...filled(file)];
  },
};

/** The number is asked for, the keys are text, or the other way round: `ages[1]`, `scores[input()]`. */
function otherType(file: PythonFile, written: string): Proposal | undefined {
  const asText = /^-?\d+$/.test(written);
  const asNumber = /^(["'])-?\d+\1$/.test(written);
  if (!asText && !asNumber) return undefined;
  const wanted = written.replace(/^["']|["']$/g, '');
  for (const node of nodesAt(file, 'MemberExpression')) {
    const subscript = subscriptOf(node);
    const index = subscript ? children(node)[2] : undefined;
    if (!subscript || !index || index.to !== subscript.close.from) continue;
    if (index.name === 'Number' && textOf(file, index) !== wanted) continue;
    if (index.name === 'String' && textOf(file, index).slice(1, -1) !== wanted) continue;
    const literal = originsOf(file, subscript.object).at(-1);
    const keys = literal?.name === 'DictionaryExpression' ? entriesOf(literal).map(({ key }) => key) : [];
    const text = keys.map((key) => textOf(file, key));
    const has = asText ? keys.some((key, i) => key.name === 'String' && text[i]?.slice(1, -1) === wanted) : text.includes(wanted);
    // What was read from JSON has text for keys.
    const ofJson =
      asText && literal?.name === 'CallExpression' && /^(?:\w+\.)?loads?\(/.test(textOf(file, literal)) && index.name !== 'String';
    if (!has && !ofJson) continue;
    const quote = text.some((key) => key.startsWith("'")) ? "'" : '"';
    const literalIndex = index.name === 'Number' || index.name === 'String';
    const next = literalIndex ? (asText ? `${quote}${wanted}${quote}` : wanted) : `${asText ? 'str' : 'int'}(${textOf(file, index)})`;
    return {
      title: `Ask for ${next}`,
      explanation: asText
        ? `The keys are text: ${quote}${wanted}${quote} is one, the number ${wanted} is none.`
        : `The keys are numbers: ${wanted} is one, the text ${written} is none.`,
      edits: [replace(index.from, index.to, next)],
      variant: ofJson && !has ? 'number-for-key-of-json' : asText ? 'number-for-text' : 'text-for-number',
    };
  }
  return undefined;
}

/** `counts[w] == 1` as a statement: a comparison that nobody looks at, where the key is to be put in. */
function comparedForAssigned(file: PythonFile): Proposal[] {
  for (const node of nodesAt(file, 'BinaryExpression')) {
    const [left, op, right] = children(node);
    if (!left || !op || !right || textOf(file, op) !== '==' || !subscriptOf(left) || node.parent?.name !== 'ExpressionStatement') continue;
    return [
      {
        title: "Change '==' to '='",
        explanation: `'==' only compares, and nothing is done with the result; '=' puts the value in.`,
        edits: [replace(op.from, op.to, '=')],
        variant: 'compared-for-assigned',
      },
    ];
  }
  return [];
}

/** `if k + 1 in d: … d[k + 2]`: the test is about one key, the read about another. */
function otherThanTested(file: PythonFile): Proposal[] {
  for (const node of nodesAt(file, 'MemberExpression')) {
    const subscript = subscriptOf(node);
    if (!subscript || node.parent?.firstChild?.nextSibling?.name === 'AssignOp') continue;
    const object = textOf(file, subscript.object);
    const key = file.text.slice(subscript.open.to, subscript.close.from).trim();
    for (
      let test = enclosing(node, 'IfStatement', 'ConditionalExpression');
      test;
      test = enclosing(test.parent, 'IfStatement', 'ConditionalExpression')
    ) {
      const parts = children(test);
      const condition =
        test.name === 'IfStatement'
          ? parts.findLast((part, i) => part.to <= node.from && /^(?:if|elif)$/.test(parts[i - 1]?.name ?? ''))
          : parts[2];
      const branch = test.name === 'IfStatement' ? condition?.nextSibling : parts[0];
      const [asked, op, where] = condition?.name === 'BinaryExpression' ? children(condition) : [];
      if (
        !condition ||
        !branch ||
        node.from < branch.from ||
        node.to > branch.to ||
        !asked ||
        op?.name !== 'in' ||
        !where ||
        textOf(file, where) !== object
      )
        continue;
      const tested = textOf(file, asked);
      // Two keys of the same making: `k + 1` and `k + 2`, `left` and `right` are not.
      if (
        tested === key ||
        !tested.match(/[A-Za-z_]\w*/g)?.some((word) => new RegExp(`\\b${word}\\b`).test(key)) ||
        textOf(file, branch).includes(`${object}[${tested}]`)
      )
        continue;
      return [
        {
          title: `Read the key that was tested: '${object}[${tested}]'`,
          explanation: `The test asks for '${tested}', but '${key}' is read.`,
          edits: [replace(subscript.open.to, subscript.close.from, tested)],
          variant: 'other-than-tested',
        },
      ];
    }
  }
  return [];
}

/** Keys that are further apart are two keys: about one slip in three letters. */
const MIN_SIMILARITY = 0.65;

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
  if (home && home !== 'builtin')
    for (const binding of home.bindings.get(text) ?? []) {
      const value = binding.kind === 'assign' ? assignedValue(binding) : undefined;
      if (value?.name === 'DictionaryExpression') literal(value);
    }
  const escaped = escapeRegExp(text);
  for (const match of file.text.matchAll(new RegExp(`(?<![\\w.])${escaped}\\[\\s*["']([^"'\\n]+)["']\\s*\\]`, 'g')))
    if (match[1] !== key) keys.add(match[1] ?? '');
  const ownKeys = new Set(keys);
  // What the variable holds may come from elsewhere: the keys of all dict displays of the file are candidates.
  file.scopes.tree.iterate({
    enter: (ref) => {
      if (ref.name === 'DictionaryExpression') literal(ref.node);
    },
  });
  const matches = [...keys]
    .map((name) => ({ name, score: similarity(key, name) }))
    .filter((it) => it.score >= MIN_SIMILARITY)
    .sort((a, b) => b.score - a.score || Number(ownKeys.has(b.name)) - Number(ownKeys.has(a.name)));
  const [first, second] = matches;
  if (!first) return [];
  const quote = file.text[index.from] ?? "'";
  return [
    {
      title: `Change the key to '${first.name}'`,
      explanation: `There is no key '${key}'; '${first.name}' is one.`,
      edits: [replace(index.from, index.to, `${quote}${first.name}${quote}`)],
      variant: ownKeys.has(first.name) ? 'misspelt-key' : 'misspelt-key-of-another-dict',
      features: { similarity: first.score, lead: first.score - (second?.score ?? 0) },
    },
  ];
}

/** A dict that starts empty and is counted or collected into. */
function filled(file: PythonFile): Proposal[] {
  for (const statement of nodesAt(file, 'UpdateStatement')) {
    const [target, op, value] = children(statement);
    const subscript = target ? subscriptOf(target) : undefined;
    if (!target || !subscript || !op || !value || !growsByUse(file, subscript.object, statement) || !/^[-+]=$/.test(textOf(file, op)))
      continue;
    const object = textOf(file, subscript.object);
    const key = file.text.slice(subscript.open.to, subscript.close.from).trim();
    const type = plainType(file, value, file.scopes.scopeAt(statement.from));
    const start = type === 'list' ? '[]' : type === 'str' ? "''" : '0';
    const right =
      value.name === 'BinaryExpression' || value.name === 'ConditionalExpression' ? `(${textOf(file, value)})` : textOf(file, value);
    return [
      {
        title: `Count from ${start}: '${object}.get(…, ${start})'`,
        explanation: `The first time a key is met it is not in '${object}' yet; 'get' gives ${start} for it.`,
        edits: [
          replace(
            statement.from,
            statement.to,
            `${textOf(file, target)} = ${object}.get(${key}, ${start}) ${textOf(file, op)[0] ?? '+'} ${right}`,
          ),
        ],
        variant: 'counted',
      },
    ];
  }
  for (const node of nodesAt(file, 'MemberExpression')) {
    const member = memberOf(node);
    const subscript = member ? subscriptOf(member.object) : undefined;
    const method = member ? textOf(file, member.property) : '';
    if (
      !member ||
      !subscript ||
      !/^(?:append|extend|add|update|insert)$/.test(method) ||
      node.parent?.name !== 'CallExpression' ||
      !growsByUse(file, subscript.object, node)
    )
      continue;
    const object = textOf(file, subscript.object);
    const key = file.text.slice(subscript.open.to, subscript.close.from).trim();
    const start = method === 'add' ? 'set()' : method === 'update' ? '{}' : '[]';
    return [
      {
        title: `Start with ${start}: '${object}.setdefault(…)'`,
        explanation: `The first time a key is met it is not in '${object}' yet; 'setdefault' puts ${start} there.`,
        edits: [replace(member.object.from, member.object.to, `${object}.setdefault(${key}, ${start})`)],
        variant: 'collected',
      },
    ];
  }
  return [];
}

/**
 * A dict that starts empty and gets its keys by being counted in. Where keys are put in by an assignment elsewhere (an account that is opened, a
 * node that is listed), one that is not there was never put in: counting it from nothing would make it up.
 */
function growsByUse(file: PythonFile, object: SyntaxNode, at: SyntaxNode): boolean {
  if (!startsEmpty(file, object)) return false;
  const text = textOf(file, object);
  const homeOf = (node: SyntaxNode) => file.scopes.resolve(text, file.scopes.scopeAt(node.from));
  const home = object.name === 'VariableName' ? homeOf(object) : undefined;
  let filled = false;
  file.scopes.tree.iterate({
    enter: (ref) => {
      if (ref.name !== 'AssignStatement' || (ref.from <= at.from && at.to <= ref.to)) return;
      const target = ref.node.firstChild;
      const subscript = target ? subscriptOf(target) : undefined;
      if (!subscript || textOf(file, subscript.object) !== text || (home && homeOf(subscript.object) !== home)) return;
      filled = true;
    },
  });
  return !filled;
}

function startsEmpty(file: PythonFile, object: SyntaxNode): boolean {
  const text = textOf(file, object);
  const escaped = escapeRegExp(text);
  return new RegExp(`(?<![\\w.])${escaped}\\s*(?::[^=\\n]+)?=\\s*(?:\\{\\s*\\}|dict\\(\\s*\\))`).test(file.text);
}
