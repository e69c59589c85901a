/**
 * Mistake: a test expects an error of a call, and makes that call itself, before the check can see it.
 *
 * Before:  `self.assertRaises(ValueError, half(3))`       After:  `self.assertRaises(ValueError, half, 3)`
 *
 * When not: the call is no argument of the check.
 */
import { replace } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { argumentsOf, memberOf, pythonFile, textOf } from '../shared/python-file';

const CHECK = /^(?:assertRaises|assertWarns|assertRaisesRegex|assertWarnsRegex|raises|warns)$/;

export const expectedError: Fixer = {
  id: 'python/expected-error',
  languages: PYTHON,
  family: 'python/calls',
  answers: {
    messages: [/(?:)/],
    where: ({ errorType }) => !/^(?:Syntax|Indentation|Tab|Name|ModuleNotFound|Import)Error$/.test(errorType),
  },
  async propose(context) {
    if (!context.source.text.includes('assertRaises') && !/\braises\(|\bassertWarns|\bwarns\(/.test(context.source.text)) return [];
    const file = pythonFile(context);
    const own = new Set([
      context.start,
      ...context.problem.frames
        .filter((it) => it.location.path === context.path)
        .map((it) => context.source.offsetAt(it.location.range.start)),
    ]);
    const lines = new Set([...own].map((at) => context.source.lineOf(at)));
    const type = context.problem.errorType.split('.').at(-1) ?? '';
    const found: { readonly from: number; readonly to: number; readonly text: string; readonly name: string }[] = [];
    file.scopes.tree.iterate({
      enter: (ref) => {
        if (ref.name !== 'CallExpression' || !lines.has(context.source.lineOf(ref.from))) return;
        const callee = ref.node.firstChild;
        const given = argumentsOf(ref.node);
        const at = /Regex$/.test(callee ? textOf(file, callee) : '') ? 2 : 1;
        const inner = given[at]?.value;
        const list = inner?.getChild('ArgList');
        if (!callee || !CHECK.test(textOf(file, memberOf(callee)?.property ?? callee)) || inner?.name !== 'CallExpression' || !list) return;
        // Another error than the expected one is the program's own.
        if (!given[0]?.value || !new RegExp(`\\b${type}\\b|\\bException\\b`).test(textOf(file, given[0].value)) || given.length > at + 1)
          return;
        const rest = file.text.slice(list.from + 1, list.to - 1).trim();
        found.push({
          from: list.from,
          to: list.to,
          text: rest ? `, ${rest}` : '',
          name: inner.firstChild ? textOf(file, inner.firstChild) : '',
        });
      },
    });
    const [only] = found;
    if (!only || found.length > 1) return [];
    return [
      {
        title: `Give '${only.name}' itself`,
        explanation: `The check calls '${only.name}' itself, to see the error; written as a call it fails before the check begins.`,
        edits: [replace(only.from, only.to, only.text)],
        variant: 'call-left-to-check',
      },
    ];
  },
};
