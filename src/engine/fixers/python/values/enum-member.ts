/**
 * Mistake: a member of an Enum is looked up by the wrong one of its name and its value.
 *
 * Before:  `Color("RED")`, RED being a name        After:  `Color["RED"]`
 * Before:  `Color[1]`, 1 being a value             After:  `Color(1)`
 * Before:  `Level(text)`, text being "2"           After:  `Level(int(text))`
 *
 * When not: no member has that name or value.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace } from '../../../syntax/edits';
import { children, type Scope } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { basesOf, classesOf } from '../shared/class-members';
import { argumentsOf, nodesAt, pythonFile, subscriptOf, textOf, type PythonFile } from '../shared/python-file';

const BY_VALUE = /^(['"]?)(.+)\1 is not a valid (?:\w+\.)*(\w+)$/;

export const enumMember: Fixer = {
  id: 'python/enum-member',
  languages: PYTHON,
  family: 'python/values',
  answers: { codes: ['KeyError'], messages: [BY_VALUE] },
  propose(context) {
    const file = pythonFile(context);
    const match = BY_VALUE.exec(context.problem.message);
    if (match) {
      const scope = classesOf(file).get(match[3] ?? '');
      return scope && isEnum(file, scope) ? byName(file, scope, match[2] ?? '', match[1] !== '') : [];
    }
    for (const node of nodesAt(file, 'MemberExpression')) {
      const at = subscriptOf(node);
      const scope = at && classesOf(file).get(textOf(file, at.object));
      if (!at || !scope || !isEnum(file, scope)) continue;
      const inner = file.text.slice(at.open.to, at.close.from);
      const key = context.problem.message.trim();
      const value = membersOf(file, scope).find((it) => it.value === key || it.value === key.replace(/'/g, '"'));
      if (!value) continue;
      return [
        {
          title: `Look it up by its value: '${scope.name}(${inner})'`,
          explanation: `Square brackets take the name of a member, round ones its value; ${key} is a value of '${scope.name}'.`,
          edits: [replace(at.open.from, at.open.to, '('), replace(at.close.from, at.close.to, ')')],
          variant: 'by-value',
        },
      ];
    }
    return [];
  },
};

function byName(file: PythonFile, scope: Scope, value: string, isText: boolean): Proposal[] {
  const isMeant = (it: SyntaxNode): boolean => {
    const callee = it.firstChild ? textOf(file, it.firstChild) : '';
    return callee === scope.name || (callee === 'cls' && it.from > scope.node.from && it.to <= scope.node.to);
  };
  const calls = nodesAt(file, 'CallExpression').filter(isMeant);
  const [call] = calls;
  const list = call?.getChild('ArgList');
  const [only, second] = call ? argumentsOf(call) : [];
  const given = only?.value;
  if (!call || !list || !given || second || only.name || only.stars !== '' || calls.length > 1) return [];
  const members = membersOf(file, scope);
  const written = file.text.slice(given.from, given.to);
  const name = isText ? members.find((it) => it.name === value) : undefined;
  if (name)
    return [
      {
        title: `Look it up by its name: '[${written}]'`,
        explanation: `Round brackets take the value of a member, square ones its name; '${value}' is a name in '${scope.name}'.`,
        edits: [replace(list.from, list.from + 1, '['), replace(list.to - 1, list.to, ']')],
        variant: 'by-name',
      },
    ];
  const near = isText ? members.filter((it) => it.name.toLowerCase() === value.toLowerCase()) : [];
  const [other] = near;
  if (other && near.length === 1) {
    const isUpper = other.name === value.toUpperCase();
    const isLiteral = given.name === 'String';
    if (!isUpper && !isLiteral) return [];
    return [
      {
        title: `Look it up by its name, '${other.name}'`,
        explanation: `Round brackets take the value of a member, square ones its name; the name is '${other.name}'.`,
        edits: isLiteral
          ? [replace(list.from, list.to, `["${other.name}"]`)]
          : [replace(list.from, list.from + 1, '['), insert(given.to, '.upper()'), replace(list.to - 1, list.to, ']')],
        variant: 'by-name-in-capitals',
      },
    ];
  }
  // Typed in or read from a file it is a text; the members are numbers.
  if (isText && members.some((it) => it.value === value) && /^-?\d+$/.test(value))
    return [
      {
        title: `Look it up by a number`,
        explanation: `The values of '${scope.name}' are numbers, and '${value}' is a text.`,
        edits: given.name === 'String' ? [replace(given.from, given.to, value)] : [insert(given.from, 'int('), insert(given.to, ')')],
        variant: 'by-number',
      },
    ];
  const quoted = !isText && members.some((it) => it.value === `"${value}"`);
  return quoted
    ? [
        {
          title: `Look it up by a text`,
          explanation: `The values of '${scope.name}' are texts, and ${value} is a number.`,
          edits:
            given.name === 'Number' ? [replace(given.from, given.to, `"${value}"`)] : [insert(given.from, 'str('), insert(given.to, ')')],
          variant: 'by-text',
        },
      ]
    : [];
}

const isEnum = (file: PythonFile, scope: Scope): boolean =>
  basesOf(file, scope).some((base) => /(?:^|\.)(?:Int|Str)?(?:Enum|Flag)$/.test(base));

interface Member {
  readonly name: string;
  /** As written, texts in double quotes. */
  readonly value: string;
}

function membersOf(file: PythonFile, scope: Scope): Member[] {
  const body = scope.node.getChild('Body');
  return (body ? children(body) : []).flatMap((statement: SyntaxNode) => {
    const [target, op, value] = statement.name === 'AssignStatement' ? children(statement) : [];
    return target?.name === 'VariableName' && op?.name === 'AssignOp' && value
      ? [{ name: textOf(file, target), value: textOf(file, value).replace(/^'(.*)'$/, '"$1"') }]
      : [];
  });
}
