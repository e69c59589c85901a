/**
 * Mistake: an operator between types that do not go together, where the line shows which side to convert.
 *
 * Before:  `"Age: " + age`                After:  `"Age: " + str(age)`
 * Before:  `input("n?") + 1`              After:  `int(input("n?")) + 1`
 * Before:  `(x,) + result` (a list)       After:  `[x] + result`
 * Before:  `row[1] > best` (a row)        After:  `row[1] > best[1]`
 * Before:  `text =+ "more"`               After:  `text += "more"`
 *
 * When not: neither side is plainly the wrong one.
 *
 * Tests: fixers.test.ts, values.test.ts
 */
import type { SyntaxNode } from '@lezer/common';
import { familyOf } from '../../../detect/family';
import { insert, replace } from '../../../syntax/edits';
import { children, type Scope } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { namedType, plainType } from '../shared/plain-types';
import { argumentsOf, hole, memberOf, nodesAt, parameters, pythonFile, subscriptOf, textOf, type PythonFile } from '../shared/python-file';

export const mixedOperands: Fixer = {
  id: 'python/mixed-operands',
  languages: PYTHON,
  answers: (problem) => familyOf(problem) === 'operand-types' && problem.signature.holes['right'] !== undefined,
  propose(context) {
    const file = pythonFile(context);
    const right = namedType(hole(context, 'right') ?? '');
    const left = namedType(hole(context, 'left') ?? (/multiply sequence/.test(context.problem.message) ? 'sequence' : ''));
    const operator = hole(context, 'operator') ?? (/multiply/.test(context.problem.message) ? '*' : '+');
    for (const node of nodesAt(file, 'BinaryExpression', 'UpdateStatement')) {
      const [a, op, b] = children(node);
      if (!a || !op || !b) continue;
      const written = textOf(file, op);
      if (written !== operator && written !== `${operator}=` && `${written}=` !== operator) continue;
      const found = settle(file, { node, a, op, b, left, right, operator: written.replace(/=$/, '') || written });
      if (found.length > 0) return found;
    }
    return [...swappedSign(file), ...joined(file)];
  },
};

interface Operation {
  readonly node: SyntaxNode;
  readonly a: SyntaxNode;
  readonly op: SyntaxNode;
  readonly b: SyntaxNode;
  readonly left: string;
  readonly right: string;
  readonly operator: string;
}

const wrap = (file: PythonFile, node: SyntaxNode, name: string, confidence: number, why: string): Proposal => ({
  title: `Convert: '${name}(${short(textOf(file, node))})'`,
  explanation: why,
  edits: node.name === 'ParenthesizedExpression' ? [insert(node.from, name)] : [insert(node.from, `${name}(`), insert(node.to, ')')],
  confidence,
});
const short = (text: string): string => (text.length > 30 ? `${text.slice(0, 29)}…` : text).replace(/\s+/g, ' ');
const numeric = (text: string): boolean => /^[rRuU]?["']\s*[-+]?\d+\s*["']$/.test(text);

function settle(file: PythonFile, it: Operation): Proposal[] {
  const scope = file.scopes.scopeAt(it.node.from);
  const aType = plainType(file, it.a, scope);
  const bType = plainType(file, it.b, scope);
  // The types of the message must not contradict what the line shows; of a chain a + b + c only one pair does not fit.
  if (aType !== undefined && it.left && it.left !== 'sequence' && !same(aType, it.left)) return [];
  if (bType !== undefined && it.right && !same(bType, it.right)) return [];
  const number = (type: string): boolean => type === 'int' || type === 'float';
  const comparison = /^(?:[<>]=?|[=!]=)$/.test(it.operator);
  if ((it.left === 'str' && number(it.right)) || (number(it.left) && it.right === 'str')) {
    const text = it.left === 'str' ? it.a : it.b;
    const other = it.left === 'str' ? it.b : it.a;
    const textIs = textOf(file, text);
    const asNumber = it.left === 'float' || it.right === 'float' ? 'float' : 'int';
    const quoted = quotedName(file, text, scope);
    if (quoted)
      return [
        {
          title: `Take the quotes off '${quoted}'`,
          explanation: `'${quoted}' is a parameter that is never used; in quotes it is just a word.`,
          edits: [replace(text.from, text.to, quoted)],
          confidence: 0.8,
        },
      ];
    const written =
      it.operator === '+' && it.node.name === 'BinaryExpression'
        ? [wrap(file, other, 'str', 0.3, 'Or the number is written out, and text is joined with text.')]
        : [];
    if (fromInput(file, text, scope))
      return [
        wrap(
          file,
          text,
          asNumber,
          comparison || it.operator !== '+' ? 0.92 : 0.85,
          'What is read from the keyboard is text; it becomes a number here.',
        ),
        ...written,
      ];
    if (numeric(textIs))
      return [
        wrap(file, text, asNumber, comparison || it.operator !== '+' ? 0.7 : 0.5, 'This is text that looks like a number.'),
        ...written,
      ];
    if (
      it.operator === '+' &&
      (text.name === 'String' || text.name === 'FormatString' || it.left === 'str') &&
      it.node.name === 'BinaryExpression'
    ) {
      const literal = text.name === 'String' || text.name === 'FormatString' || chainHasText(it.node);
      const counted =
        literal || wordy(file, text, scope) ? [] : [wrap(file, text, asNumber, 0.3, 'Or the text holds a number, and numbers are added.')];
      return [
        wrap(file, other, 'str', literal ? 0.93 : 0.75, 'Text is joined with text only; the number is written out first.'),
        ...counted,
      ];
    }
    if (it.operator === '+' && it.left === 'str')
      return [wrap(file, it.b, 'str', 0.85, 'Text is joined with text only; the number is written out first.')];
    if (comparison || it.operator !== '+')
      return text.name === 'String' || wordy(file, text, scope)
        ? []
        : [wrap(file, text, asNumber, 0.6, 'One side is text, the other a number.')];
    return [];
  }
  if (
    it.operator === '*' &&
    (it.left === 'sequence' || /^(?:str|list|tuple)$/.test(it.left)) &&
    (it.right === 'float' || it.right === 'str')
  ) {
    if (it.right === 'str') {
      const text = [it.a, it.b].find((side) => fromInput(file, side, scope)) ?? [it.a, it.b].find((side) => numeric(textOf(file, side)));
      return text ? [wrap(file, text, 'int', 0.8, 'Text is repeated a whole number of times.')] : [];
    }
    return [...halved(file, it.b), ...halved(file, it.a)];
  }
  if (
    comparison &&
    (/^(?:list|tuple)$/.test(it.left)
      ? number(it.right) || it.right === 'str'
      : /^(?:list|tuple)$/.test(it.right) && (number(it.left) || it.left === 'str'))
  )
    return sameItem(file, it);
  if (it.operator === '+' && /^(?:list|tuple)$/.test(it.left)) {
    const target = it.left;
    const started = startedAsTuple(file, it, scope);
    if (started) return [started, ...asTuple(it, file, 0.4)];
    if (it.node.name === 'UpdateStatement' && it.left === 'tuple' && it.right === 'list' && it.b.name === 'ArrayExpression')
      return asTuple(it, file, 0.8);
    if (it.node.name === 'UpdateStatement' && it.left === 'list') return [];
    if (it.left === 'tuple' && it.right === 'list') {
      if (it.a.name === 'TupleExpression' || it.a.name === 'ParenthesizedExpression') return [display(file, it.a, '[', ']', 0.85)];
      // A tuple that was written as one holds items to be joined; one that was met is an item itself.
      if (aType === 'tuple')
        return [
          wrap(file, it.a, 'list', 0.5, 'Lists are joined with lists only.'),
          wrap(file, it.b, 'tuple', 0.45, 'Tuples are joined with tuples only.'),
        ];
      return it.a.name === 'VariableName' || it.a.name === 'MemberExpression'
        ? [bracketed(file, it.a, '[', ']', 0.65, 'list'), wrap(file, it.a, 'list', 0.25, 'Lists are joined with lists only.')]
        : [];
    }
    if (it.left === 'list' && it.right === 'tuple' && it.b.name === 'TupleExpression' && children(it.b).length <= 4)
      return [display(file, it.b, '[', ']', 0.75), bracketed(file, it.b, '[', ']', 0.4, 'list')];
    if (it.left === 'list' && bType === 'tuple')
      return [wrap(file, it.b, 'list', 0.6, 'Lists are joined with lists only.'), bracketed(file, it.b, '[', ']', 0.3, 'list')];
    if (it.left === 'list' && (number(it.right) || it.right === 'str' || it.right === 'tuple')) {
      // A list and a number written out: every item may be meant.
      const each =
        it.b.name === 'Number' && it.a.name === 'VariableName'
          ? [
              {
                title: `Add to every item`,
                explanation: 'A number is added to numbers; here to each one of the list.',
                edits: [replace(it.node.from, it.node.to, `[x + ${textOf(file, it.b)} for x in ${textOf(file, it.a)}]`)],
                confidence: 0.3,
              },
            ]
          : [];
      return [bracketed(file, it.b, '[', ']', each.length > 0 ? 0.5 : 0.7, target), ...each];
    }
    if (it.left === 'tuple' && (number(it.right) || it.right === 'str')) {
      if (it.b.name === 'ParenthesizedExpression')
        return [
          { title: `Write '(…,)'`, explanation: 'A tuple of one item needs a comma.', edits: [insert(it.b.to - 1, ',')], confidence: 0.85 },
        ];
      return [bracketed(file, it.b, '(', ',)', 0.8, target)];
    }
  }
  if (it.operator === '+' && it.right === 'list' && (number(it.left) || it.left === 'str'))
    return [bracketed(file, it.a, '[', ']', 0.8, 'list')];
  if (it.operator === '+' && it.left === 'dict' && it.right === 'dict') {
    const statement = it.node.name === 'UpdateStatement' || it.node.parent?.name === 'ExpressionStatement';
    const update: Proposal = {
      title: `Use '.update(…)'`,
      explanation: `'update' puts the entries of one dict into another.`,
      edits: [replace(it.node.from, it.node.to, `${textOf(file, it.a)}.update(${textOf(file, it.b)})`)],
      confidence: file.minor >= 9 ? 0.4 : 0.8,
    };
    const joinedDict: Proposal = {
      title: `Join the dicts with '|'`,
      explanation: `Dicts are joined with '|'.`,
      edits: [replace(it.op.from, it.op.to, it.node.name === 'UpdateStatement' ? '|=' : '|')],
      confidence: 0.6,
    };
    return [...(file.minor >= 9 ? [joinedDict] : []), ...(statement ? [update] : [])];
  }
  if (it.operator === '+' && it.left === 'set' && it.right === 'set')
    return [
      {
        title: `Join the sets with '|'`,
        explanation: `Sets are joined with '|'.`,
        edits: [replace(it.op.from, it.op.to, it.node.name === 'UpdateStatement' ? '|=' : '|')],
        confidence: 0.9,
      },
    ];
  if (it.operator === '-' && it.left === 'list' && it.right === 'list') {
    const inSet = it.node.parent?.parent?.name === 'CallExpression' && /^set\(/.test(textOf(file, it.node.parent.parent));
    return [
      {
        title: `Join the lists with '+'`,
        explanation: `Lists have no '-'.`,
        edits: [replace(it.op.from, it.op.to, '+')],
        confidence: inSet ? 0.6 : 0.35,
      },
    ];
  }
  return [];
}

const same = (a: string, b: string): boolean =>
  a === b || (a === 'number' && /^(?:int|float)$/.test(b)) || (a === 'bool' && b === 'int') || a.endsWith(`.${b}`);

function display(file: PythonFile, node: SyntaxNode, open: string, close: string, confidence: number): Proposal {
  const inner = file.text.slice(node.from + 1, node.to - 1).replace(/,\s*$/, '');
  return {
    title: `Write it as a list: '${open}${short(inner)}${close}'`,
    explanation: 'Only lists are joined to lists.',
    edits: [replace(node.from, node.to, `${open}${inner}${close}`)],
    confidence,
  };
}

function bracketed(file: PythonFile, node: SyntaxNode, open: string, close: string, confidence: number, kind: string): Proposal {
  return {
    title: `Write '${open}${short(textOf(file, node))}${close}'`,
    explanation: `A ${kind} is joined with another ${kind}; one item becomes a ${kind} of its own first.`,
    edits: [insert(node.from, open), insert(node.to, close)],
    confidence,
  };
}

/** Whether the text is known to hold words, no number. */
function wordy(file: PythonFile, node: SyntaxNode, scope: Scope): boolean {
  if (node.name === 'String') return !numeric(textOf(file, node));
  if (node.name !== 'VariableName') return false;
  const home = file.scopes.resolve(textOf(file, node), scope);
  const bindings = home && home !== 'builtin' ? (home.bindings.get(textOf(file, node)) ?? []) : [];
  return bindings.some((binding) => binding.node.lastChild?.name === 'String' && !numeric(textOf(file, binding.node.lastChild)));
}

/** `row[1] > best` where `best` is a row itself: the same item of it is meant. */
function sameItem(file: PythonFile, it: Operation): Proposal[] {
  const wholeFirst = /^(?:list|tuple)$/.test(it.left);
  const whole = wholeFirst ? it.a : it.b;
  const item = wholeFirst ? it.b : it.a;
  const subscript = subscriptOf(item);
  const index = subscript ? file.text.slice(subscript.open.to, subscript.close.from).trim() : '';
  if (!subscript || whole.name !== 'VariableName' || !/^(?:-?\d+|["']\w+["'])$/.test(index)) return [];
  return [
    {
      title: `Compare with '${textOf(file, whole)}[${index}]'`,
      explanation: `One side is an item, the other the whole ${wholeFirst ? it.left : it.right}.`,
      edits: [insert(whole.to, `[${index}]`)],
      confidence: 0.8,
    },
  ];
}

/** `found = ()` and then only lists are added: it should have begun as a list. */
function startedAsTuple(file: PythonFile, it: Operation, scope: Scope): Proposal | undefined {
  if (it.left !== 'tuple' || it.right !== 'list' || it.a.name !== 'VariableName') return undefined;
  const name = textOf(file, it.a);
  const home = file.scopes.resolve(name, scope);
  const bindings = home && home !== 'builtin' ? (home.bindings.get(name) ?? []) : [];
  const starts = bindings
    .map((binding) => binding.node.lastChild)
    .filter((value) => value !== null && /^(?:\(\s*\)|tuple\(\s*\))$/.test(textOf(file, value)));
  const others = bindings.filter((binding) => !starts.some((value) => value?.from === binding.node.lastChild?.from));
  const [start] = starts;
  const lists = others.every((binding) =>
    binding.kind === 'augmented'
      ? binding.node.lastChild?.name === 'ArrayExpression'
      : binding.kind === 'assign' && new RegExp(`=\\s*${name}\\s*\\+\\s*\\[`).test(textOf(file, binding.node)),
  );
  if (!start || starts.length !== 1 || others.length === 0 || !lists) return undefined;
  return {
    title: `Start with '${name} = []'`,
    explanation: `Only lists are added to '${name}', but it begins as a tuple.`,
    edits: [replace(start.from, start.to, '[]')],
    confidence: 0.82,
  };
}

/** `pair += [x]` of a tuple: `pair += (x,)`. */
function asTuple(it: Operation, file: PythonFile, confidence: number): Proposal[] {
  if (it.b.name !== 'ArrayExpression') return [];
  const inner = file.text.slice(it.b.from + 1, it.b.to - 1).trim();
  const items = children(it.b).filter((part) => !/^[[\],]$/.test(part.name)).length;
  return [
    {
      title: 'Add a tuple, not a list',
      explanation: 'A tuple grows by another tuple only.',
      edits: [replace(it.b.from, it.b.to, items === 1 && !inner.endsWith(',') ? `(${inner},)` : `(${inner})`)],
      confidence,
    },
  ];
}

/** `text =+ "more"`: the sign belongs before the `=`. */
function swappedSign(file: PythonFile): Proposal[] {
  if (!/unary/.test(file.context.problem.message)) return [];
  for (const statement of nodesAt(file, 'AssignStatement')) {
    const [target, op, value] = children(statement);
    const sign = value?.name === 'UnaryExpression' ? value.firstChild : undefined;
    if (!target || !op || !sign || sign.from !== op.to || !/^[-+]$/.test(textOf(file, sign)) || file.text[sign.to] !== ' ') continue;
    return [
      {
        title: `Change '=${textOf(file, sign)}' to '${textOf(file, sign)}='`,
        explanation: `'=${textOf(file, sign)}' assigns a value with a sign; '${textOf(file, sign)}=' adds to what is there.`,
        edits: [replace(op.from, sign.to, `${textOf(file, sign)}=`)],
        confidence: 0.93,
      },
    ];
  }
  return [];
}

/** `a / b` where a whole number is wanted. */
function halved(file: PythonFile, node: SyntaxNode): Proposal[] {
  const inner = node.name === 'ParenthesizedExpression' ? node.firstChild?.nextSibling : node;
  const op = inner?.name === 'BinaryExpression' ? children(inner)[1] : undefined;
  return op && textOf(file, op) === '/'
    ? [
        {
          title: `Divide with '//'`,
          explanation: `'/' gives a float; '//' gives a whole number.`,
          edits: [replace(op.from, op.to, '//')],
          confidence: 0.92,
        },
      ]
    : [];
}

function fromInput(file: PythonFile, node: SyntaxNode, scope: Scope): boolean {
  if (/^input\(/.test(textOf(file, node))) return true;
  if (node.name !== 'VariableName') return false;
  const name = textOf(file, node);
  const home = file.scopes.resolve(name, scope);
  if (!home || home === 'builtin') return false;
  const bindings = home.bindings.get(name) ?? [];
  return (
    bindings.length === 1 && bindings.every((binding) => binding.node.lastChild && /^input\(/.test(textOf(file, binding.node.lastChild)))
  );
}

function chainHasText(node: SyntaxNode): boolean {
  let found = false;
  let top = node;
  while (top.parent?.name === 'BinaryExpression') top = top.parent;
  top.cursor().iterate((ref) => {
    if (ref.name === 'String' || ref.name === 'FormatString') found = true;
  });
  return found;
}

/** `'b'` where `b` is a parameter that nothing else uses. */
function quotedName(file: PythonFile, node: SyntaxNode, scope: Scope): string | undefined {
  const name = /^["'](\w+)["']$/.exec(textOf(file, node))?.[1];
  if (!name || scope.kind !== 'function' || !parameters(file, scope.node).some((it) => it.name === name)) return undefined;
  return file.scopes.uses.some((use) => use.name === name && use.scope === scope) ? undefined : name;
}

/** `', '.join(numbers)`: the items are no text. */
function joined(file: PythonFile): Proposal[] {
  if (!/^sequence item/.test(file.context.problem.message)) return [];
  for (const call of nodesAt(file, 'CallExpression')) {
    const member = call.firstChild ? memberOf(call.firstChild) : undefined;
    const [only] = argumentsOf(call);
    if (!member || textOf(file, member.property) !== 'join' || !only?.value) continue;
    const text = textOf(file, only.value);
    const generator = /^(?:Array)?ComprehensionExpression$/.test(only.value.name) || call.getChild('ArgList')?.getChild('for');
    if (generator) return [];
    return [
      {
        title: `Join 'map(str, ${short(text)})'`,
        explanation: "'join' takes text only; every item is written out first.",
        edits: [replace(only.value.from, only.value.to, `map(str, ${text})`)],
        confidence: 0.93,
      },
    ];
  }
  return [];
}
