/**
 * Mistake: `+` between a path and a text, mostly because `/` is done before `+`.
 *
 * Before:  `folder / name + ".txt"`          After:  `folder / (name + ".txt")`
 * Before:  `folder + "/data.csv"`            After:  `folder / "data.csv"`
 * Before:  `"saved to " + folder`            After:  `"saved to " + str(folder)`
 *
 * When not: what follows is neither an ending nor a part of a path.
 */
import { insert, replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { wrap } from './operation';
import { nodesAt, pythonFile, textOf } from '../shared/python-file';

const PATH_FIRST = /^unsupported operand type\(s\) for \+: '(?:Posix|Windows|PurePosix|PureWindows|Pure)?Path' and 'str'$/;
const TEXT_FIRST = /^can only concatenate str \(not "(?:Posix|Windows|PurePosix|PureWindows|Pure)?Path"\) to str$/;

export const pathAndText: Fixer = {
  id: 'python/path-and-text',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [PATH_FIRST, TEXT_FIRST] },
  propose(context) {
    const file = pythonFile(context);
    const textFirst = TEXT_FIRST.test(context.problem.message);
    for (const node of nodesAt(file, 'BinaryExpression')) {
      const [left, op, right] = children(node);
      if (!left || !op || !right || textOf(file, op) !== '+') continue;
      if (textFirst) {
        if (left.name === 'String' || left.name === 'FormatString' || left.name === 'VariableName')
          return [wrap(file, right, 'str', 'path-written-out', 'A text is joined with a text; the path is written out first.')];
        continue;
      }
      const last = left.name === 'BinaryExpression' ? children(left) : [];
      if (last[2] && last[1] && textOf(file, last[1]) === '/') {
        // All that is added behind: `folder / name + "_" + ending`.
        let whole = node;
        while (
          whole.parent?.name === 'BinaryExpression' &&
          whole.parent.firstChild?.from === whole.from &&
          textOf(file, children(whole.parent)[1] ?? op) === '+'
        )
          whole = whole.parent;
        return [bracketed(textOf(file, last[2]), last[2].from, whole.to, file.text.slice(right.from, whole.to))];
      }
      const part = /^(["'])[\\/]+([^"']*)\1$/.exec(textOf(file, right));
      if (part && left.name !== 'BinaryExpression')
        return [
          {
            title: `Join with '/': '${textOf(file, left)} / ${part[1] ?? ''}${part[2] ?? ''}${part[1] ?? ''}'`,
            explanation: "Parts of a path are joined with '/', not with '+'.",
            edits: [replace(op.from, op.to, '/'), replace(right.from, right.to, `${part[1] ?? ''}${part[2] ?? ''}${part[1] ?? ''}`)],
            variant: 'joined-parts',
          },
        ];
      if (/^["']\./.test(textOf(file, right)) || /^["'][\w-]/.test(textOf(file, right)))
        return [wrap(file, left, 'str', 'path-as-text', 'A path is no text: it is written out before something is added to it.')];
    }
    return [];
  },
};

function bracketed(first: string, from: number, to: number, second: string): Proposal {
  return {
    title: `Put it in brackets: '(${first} + ${second})'`,
    explanation: "'/' is done before '+': the ending would be added to the whole path.",
    edits: [insert(from, '('), insert(to, ')')],
    variant: 'brackets-around-name',
  };
}
