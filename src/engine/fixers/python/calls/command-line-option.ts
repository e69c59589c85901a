/**
 * Mistake: an option of the command line is declared in a way that `argparse` or `click` does not take.
 *
 * Before:  `add_argument("--v", action="store_true", type=bool)`      After:  without the `type`
 * Before:  `add_argument("--size", type="int")`                       After:  `type=int`
 * Before:  `add_argument("-v", "verbose")`                            After:  `"--verbose"`
 * Before:  `@click.option("name")`                                    After:  `"--name"`
 *
 * When not: the call that declares it is not on the page.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace } from '../../../syntax/edits';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { argumentsOf, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

const ACTION =
  /(?:^|\.)_?(?:Store(?:True|False|Const)?|Count|Append(?:Const)?|Help|Version)Action\.__init__\(\) got an unexpected keyword argument '(\w+)'/;
const NO_TYPE = /^(['"])(int|float|str|bool)\1 is not callable$/;
const NO_DASHES = /^invalid option string '([\w-]+)': must start with a character '-'|^No options defined but a name was passed \((\w+)\)/;

export const commandLineOption: Fixer = {
  id: 'python/command-line-option',
  languages: PYTHON,
  family: 'python/calls',
  answers: { messages: [ACTION, NO_TYPE, NO_DASHES] },
  propose(context) {
    const file = pythonFile(context);
    const { message } = context.problem;
    const calls = nodesAt(file, 'CallExpression', 'Decorator').filter((call) => {
      const callee = (textOf(file, call).split('(')[0] ?? '').trim();
      return /(?:^|[.@])(?:add_argument|option|Option|add_option|argument)$/.test(callee);
    });
    const dropped = ACTION.exec(message)?.[1];
    if (dropped !== undefined) return calls.flatMap((call) => without(file, call, dropped)).slice(0, 1);
    const type = NO_TYPE.exec(message)?.[2];
    if (type !== undefined) return calls.flatMap((call) => unquoted(file, call, type)).slice(0, 1);
    const [, long, name] = NO_DASHES.exec(message) ?? [];
    return calls.flatMap((call) => dashed(file, call, long ?? name ?? '')).slice(0, 1);
  },
};

function without(file: PythonFile, call: SyntaxNode, keyword: string): Proposal[] {
  const given = argumentsOf(call);
  const at = given.findIndex((it) => it.name && textOf(file, it.name) === keyword);
  const [found, before, next] = [given[at], given[at - 1], given[at + 1]];
  if (!found) return [];
  const action = given.find((it) => it.name && textOf(file, it.name) === 'action')?.value;
  return [
    {
      title: `Take '${keyword}=' away`,
      explanation: `An option with ${action ? `the action ${textOf(file, action)}` : 'such an action'} takes no value, so that it has no '${keyword}'.`,
      edits: [before ? replace(before.to, found.to, '') : replace(found.from, next ? next.from : found.to, '')],
      variant: 'switch-without-value',
    },
  ];
}

function unquoted(file: PythonFile, call: SyntaxNode, type: string): Proposal[] {
  const found = argumentsOf(call).find((it) => it.name && textOf(file, it.name) === 'type' && it.value?.name === 'String');
  if (!found?.value) return [];
  return [
    {
      title: `Write '${type}' without quotes`,
      explanation: 'The type is called to make the value: it is the type itself, not its name as text.',
      edits: [replace(found.value.from, found.value.to, type)],
      variant: 'type-in-quotes',
    },
  ];
}

function dashed(file: PythonFile, call: SyntaxNode, name: string): Proposal[] {
  const found = argumentsOf(call).find((it) => !it.name && it.value?.name === 'String' && textOf(file, it.value).slice(1, -1) === name);
  if (!found?.value) return [];
  return [
    {
      title: `Change '${name}' to '--${name}'`,
      explanation: 'Options begin with dashes; a name without them is an argument by its place.',
      edits: [insert(found.value.from + 1, name.length === 1 ? '-' : '--')],
      variant: 'dashes-missing',
    },
  ];
}
