/**
 * Mistake: a path is asked what only text can be asked.
 *
 * Before:  `path.endswith(".txt")`          After:  `path.name.endswith(".txt")`
 * Before:  `path.split("/")`                After:  `str(path).split("/")`
 *
 * When not: paths have a method of that name.
 */
import { insert } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { brief } from '../names/attribute-read';
import { memberOf, nodesAt, pythonFile, textOf } from '../shared/python-file';
import { standardAttributes } from '../shared/stdlib';

const MISSING = /^'(?:Posix|Windows|PurePosix|PureWindows|Pure)?Path' object has no attribute '(\w+)'/;
/** Asked of a file, these are about its name. */
const OF_NAME = /^(?:endswith|startswith|lower|upper|title|removesuffix|removeprefix|isdigit|zfill)$/;

export const pathAsText: Fixer = {
  id: 'python/path-as-text',
  languages: PYTHON,
  family: 'python/names',
  answers: { messages: [MISSING] },
  propose(context) {
    const file = pythonFile(context);
    const method = MISSING.exec(context.problem.message)?.[1] ?? '';
    if (!(standardAttributes('str') ?? []).includes(method)) return [];
    const places = nodesAt(file, 'MemberExpression').flatMap((node) => {
      const member = memberOf(node);
      return member && textOf(file, member.property) === method ? [member.object] : [];
    });
    const [object] = places;
    if (!object || places.length > 1) return [];
    const text = textOf(file, object);
    return [
      {
        title: OF_NAME.test(method) ? `Ask its name: '${brief(text)}.name.${method}'` : `Ask its text: 'str(${brief(text)}).${method}'`,
        explanation: `'${brief(text)}' is a path, and '${method}' is something of text.`,
        edits: OF_NAME.test(method) ? [insert(object.to, '.name')] : [insert(object.from, 'str('), insert(object.to, ')')],
        variant: OF_NAME.test(method) ? 'name-of-path' : 'text-of-path',
      },
    ];
  },
};
