// The part of the undefined-name decision that weighs a forgotten parameter: who calls the function, what its text and other functions say.

import type { SyntaxNode } from '@lezer/common';
import { insert, type OffsetEdit } from '../../../syntax/edits';
import { BUILTINS, children, type NameUse } from '../../../syntax/python-scopes';
import { calls, nodeOf, type Ground, type Option } from './name-option';
import { MEANS_NOTHING_ELSE } from './standard-import';
import { argumentsOf, enclosing, memberOf, methodAround, parameters, textOf, type Parameter, type PythonFile } from '../shared/python-file';

/** `def heappush(heap):` … `heap.append(item)`: `item` as a further parameter. `said` where a call that does not fit is the problem. */
export function missingParameter(file: PythonFile, use: NameUse, same: readonly NameUse[], said = false): Option[] {
  const definition = enclosing(nodeOf(file, use), 'FunctionDefinition');
  if (!definition || nodeOf(file, use).parent?.name === 'Decorator') return [];
  const taken = parameters(file, definition);
  if (use.name === 'self' || use.name === 'cls') return ofWrapper(file, definition, taken, use.name);
  if (!/^[a-z][a-z0-9_]*$/.test(use.name) || BUILTINS.has(use.name) || MEANS_NOTHING_ELSE.test(use.name)) return [];
  const body = definition.getChild('Body');
  // In a default or an annotation it is no parameter.
  if (!body || use.from < body.from) return [];
  const inside = same.filter((other) => other.from >= body.from && other.to <= body.to);
  const proof = evidence(file, definition, taken, use.name);
  const isStrong = proof !== undefined && proof.ground !== 'guess';
  // What is called is a function that nobody wrote, rather than one that is passed.
  if (!isStrong && inside.some((other) => calls(other, file))) return [];
  // A checker reads whole files, where such a name is a forgotten parameter more often than in a program that crashed.
  const isChecked = file.context.problem.origin === 'diagnostic' && !said;
  if (!isStrong && !(isChecked && (proof ?? (inside.length >= 2 && inside.length === same.length)))) return [];
  const edit = withParameter(definition, taken, use.name, proof?.index);
  if (!edit) return [];
  return [
    {
      ground: proof?.ground ?? 'guess',
      variant: proof?.variant ?? 'used-several-times',
      features: { uses: inside.length, taken: taken.length, ...proof?.features },
      title: `Add the parameter '${use.name}'`,
      explanation: `'${functionName(file, definition)}' uses '${use.name}' without taking it.${proof ? ` ${proof.why}` : ''}`,
      edits: [edit],
    },
  ];
}

/** `def wrapper(*args):` within a decorator, that hands on `self`. */
function ofWrapper(file: PythonFile, definition: SyntaxNode, taken: readonly Parameter[], name: string): Option[] {
  const nested = enclosing(definition.parent, 'FunctionDefinition');
  if (!nested || taken[0]?.kind !== 'star' || methodAround(file, file.scopes.scopeAt(definition.from))) return [];
  const edit = withParameter(definition, taken, name, 0);
  return edit
    ? [
        {
          ground: 'sign',
          variant: 'handed-on-by-wrapper',
          title: `Add the parameter '${name}'`,
          explanation: `This function stands in for a method and uses '${name}' without taking it.`,
          edits: [edit],
        },
      ]
    : [];
}

interface Proof {
  readonly ground: Ground;
  readonly variant: string;
  readonly features?: Readonly<Record<string, number>>;
  readonly why: string;
  /** Which place the argument has where it is passed, the bound object not counted. */
  readonly index?: number;
}

function evidence(file: PythonFile, definition: SyntaxNode, taken: readonly Parameter[], name: string): Proof | undefined {
  const called = functionName(file, definition);
  const inClass = enclosing(definition.parent, 'ClassDefinition', 'FunctionDefinition')?.name === 'ClassDefinition';
  const positional = taken.filter((it) => it.kind === 'positional').slice(inClass ? 1 : 0);
  const open = taken.some((it) => it.kind === 'star');
  let passed: Proof | undefined;
  let others = 0;
  let twin = false;
  file.scopes.tree.iterate({
    enter: ({ name: kind, node }) => {
      if (kind === 'CallExpression' && !passed) {
        const callee = node.firstChild;
        const member = callee ? memberOf(callee) : undefined;
        const word = member ? textOf(file, member.property) : callee?.name === 'VariableName' ? textOf(file, callee) : '';
        if (word !== called || (inClass ? !member : member !== undefined)) return;
        const args = argumentsOf(node);
        if (args.some((it) => it.stars !== '')) return;
        if (args.some((it) => it.name && textOf(file, it.name) === name))
          passed = { ground: 'fact', variant: 'passed-by-name', why: `It is called with '${name}='.` };
        const plain = args.filter((it) => !it.name);
        if (!open && plain.length === positional.length + 1) {
          const at = plain.findIndex((it) => it.value && textOf(file, it.value) === name);
          passed = {
            ground: 'fact',
            variant: at >= 0 || plain.length === 1 ? 'passed-in-its-place' : 'passed-in-some-place',
            why: 'It is called with one argument more than it takes.',
            ...(at >= 0 ? { index: at } : {}),
          };
        }
      } else if (kind === 'FunctionDefinition' && node.from !== definition.from && parameters(file, node).some((it) => it.name === name)) {
        others++;
        if (functionName(file, node) === called) twin = true;
      }
    },
  });
  if (passed) return passed;
  if (twin) return { ground: 'fact', variant: 'taken-by-namesake', why: `Another function of this name takes it.` };
  if (positional.length === 0 && inClass && !open) {
    if (isSetter(file, definition)) return { ground: 'fact', variant: 'value-of-setter', why: 'A setter takes the value that is set.' };
    if (SPECIAL_WITH_VALUE.test(called))
      return { ground: 'fact', variant: 'taken-by-special-method', why: `'${called}' is called with a value.` };
    // `def set_title(self):`, that reads `title`.
    if (/^_*set_/.test(called) && called.replace(/^_*set_/, '').startsWith(name))
      return { ground: 'sign', variant: 'named-by-its-function', why: `The function's name tells of it.` };
  }
  const text = docstring(file, definition);
  const word = `(?<![\\w.])${name}(?!\\w)`;
  if (
    text !== undefined &&
    new RegExp(`(?::param(?: \\w+)? |^\\s*|[\`*])${word}[\`*]{0,2}\\s*(?:\\([^)]*\\)\\s*)?(?::|--)|[\`*]${word}[\`*]`, 'm').test(text)
  )
    return { ground: 'sign', variant: 'described', why: 'Its description tells of it.' };
  if (others > 0)
    return { ground: 'guess', variant: 'taken-by-others', features: { others }, why: 'Other functions of this file take it.' };
  return undefined;
}

/** Methods that Python calls with one value besides the object. */
const SPECIAL_WITH_VALUE =
  /^__(?:eq|ne|lt|le|gt|ge|(?:[ir]?(?:add|sub|mul|truediv|floordiv|mod|and|or|xor|matmul))|getitem|delitem|contains|getattr|getattribute|delattr|missing|format)__$/;

/** `@name.setter` stands above. */
function isSetter(file: PythonFile, definition: SyntaxNode): boolean {
  const around = definition.parent;
  return (
    around?.name === 'DecoratedStatement' && children(around).some((it) => it.name === 'Decorator' && /\.setter\s*$/.test(textOf(file, it)))
  );
}

function docstring(file: PythonFile, definition: SyntaxNode): string | undefined {
  const body = definition.getChild('Body');
  const first = body ? children(body).find((it) => it.name !== ':' && it.name !== 'Comment') : undefined;
  return first?.name === 'ExpressionStatement' && first.firstChild?.name === 'String' ? textOf(file, first) : undefined;
}

export function functionName(file: PythonFile, definition: SyntaxNode): string {
  const name = definition.getChild('VariableName');
  return name ? textOf(file, name) : '';
}

/** The parameter in its place: where the calls pass it, else behind the last one that has no default. */
export function withParameter(definition: SyntaxNode, taken: readonly Parameter[], name: string, index?: number): OffsetEdit | undefined {
  const open = definition.getChild('ParamList')?.firstChild;
  if (open?.name !== '(') return undefined;
  const required = taken.filter((it) => it.kind === 'positional' && it.default === undefined);
  const bound = required[0] && /^(?:self|cls|mcs)$/.test(required[0].name) ? 1 : 0;
  const before = index === undefined ? undefined : required[index + bound];
  if (before) return insert(before.from, `${name}, `);
  const last = required.at(-1);
  if (last) return insert(last.annotation?.to ?? last.to, `, ${name}`);
  return insert(open.to, taken.length > 0 ? `${name}, ` : name);
}
