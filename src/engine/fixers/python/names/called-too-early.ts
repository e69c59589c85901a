/**
 * Mistake: a script calls a function above the place that defines it.
 *
 * Before:  `main()` above `def main(): …`       After:  the call below all definitions
 *
 * When not: the call's result is used by what follows, or something between depends on it.
 */
import { insert, replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer } from '../../fixer';
import { hole, pythonFile, textOf } from '../shared/python-file';

export const calledTooEarly: Fixer = {
  id: 'python/called-too-early',
  languages: PYTHON,
  family: 'python/names',
  answers: { families: ['undefined-name'] },
  propose(context) {
    const file = pythonFile(context);
    const name = hole(context, 'name') ?? '';
    const top = children(file.scopes.tree.topNode);
    const at = top.findIndex((node) => node.from <= context.start && node.to >= context.start);
    const statement = top[at];
    const binding = file.scopes.module.bindings.get(name)?.[0];
    if (!statement || !binding || !/^(?:def|class)$/.test(binding.kind) || binding.from < statement.to) return [];
    // Only what keeps nothing can be moved behind what follows.
    const isGuard = statement.name === 'IfStatement' && /^if\s+__name__\s*==/.test(textOf(file, statement));
    if (statement.name !== 'ExpressionStatement' && !isGuard) return [];
    const behind = top.slice(at + 1);
    if (
      !behind.every((node) =>
        /^(?:FunctionDefinition|ClassDefinition|DecoratedStatement|ImportStatement|AssignStatement|Comment|ExpressionStatement)$/.test(
          node.name,
        ),
      )
    )
      return [];
    const { source } = context;
    const eol = source.eol;
    // Several calls in a row go together, in their order.
    const moved = [statement];
    for (const next of behind) {
      if (next.name !== 'ExpressionStatement' || next.from > binding.from) break;
      moved.push(next);
    }
    const [first, last] = [moved[0] ?? statement, moved.at(-1) ?? statement];
    const code = file.text.slice(first.from, last.to).trimEnd();
    const to = first.from + code.length;
    const rest = file.text.slice(to);
    const gap = /^[ \t]*(?:\r?\n[ \t]*)*/.exec(rest)?.[0].length ?? 0;
    const end = file.text.trimEnd().length;
    if (/^[ \t]*#/.test(rest)) return [];
    return [
      {
        title: `Move '${code.split(/\r?\n/)[0]?.slice(0, 30) ?? ''}' below '${name}'`,
        explanation: `A script runs from top to bottom: '${name}' is there only once its definition was read.`,
        edits: [replace(first.from, to + gap, ''), insert(end, `${eol}${eol}${code}`)],
        variant: 'call-below-definition',
        features: { moved: moved.length },
      },
    ];
  },
};
