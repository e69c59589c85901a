/**
 * Mistake: something is raised or caught that is no exception: a class that forgot its base, a text as Python 2 allowed.
 *
 * Before:  `class Rejected: …` … `raise Rejected()`      After:  `class Rejected(Exception): …` … `raise Rejected()`
 * Before:  `raise "no such user"`                        After:  `raise Exception("no such user")`
 * Before:  `raise NotImplemented`                        After:  `raise NotImplementedError`
 *
 * When not: the class comes from elsewhere, or has bases already: one of them may be the mistake.
 */
import { insert, replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { basesOf, classesOf } from '../shared/class-members';
import { nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

/** CPython's raise, CPython's except, pyright, mypy, pylint. */
const NO_EXCEPTION =
  /^(?:exceptions must derive from BaseException|catching classes that do not inherit from BaseException is not allowed|Exceptions must derive from BaseException|Exception must be derived from BaseException|Exception type must be derived from BaseException|Raising a(?: new style)? class which doesn't inherit from BaseException|Raising .* while only classes or instances are allowed|NotImplemented raised - should raise NotImplementedError|Exceptions should derive from BaseException)|^"\w+" is not a valid exception class/;

export const notAnException: Fixer = {
  id: 'python/not-an-exception',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [NO_EXCEPTION] },
  propose(context) {
    const file = pythonFile(context);
    return [...raised(file), ...withoutBase(file)].slice(0, 1);
  },
};

/** `raise "text"`, `raise NotImplemented`. */
function raised(file: PythonFile): Proposal[] {
  for (const statement of nodesAt(file, 'RaiseStatement')) {
    const value = children(statement)[1];
    if (!value) continue;
    if (/^(?:String|FormatString|ContinuedString)$/.test(value.name))
      return [
        {
          title: 'Raise an Exception with this text',
          explanation: 'Only exceptions can be raised; a text is what they say.',
          edits: [insert(value.from, 'Exception('), insert(value.to, ')')],
          variant: 'text-raised',
        },
      ];
    const name = value.name === 'CallExpression' ? value.firstChild : value;
    if (name && textOf(file, name) === 'NotImplemented')
      return [
        {
          title: "Change 'NotImplemented' to 'NotImplementedError'",
          explanation: "'NotImplemented' is a value for comparisons; the exception is 'NotImplementedError'.",
          edits: [replace(name.from, name.to, 'NotImplementedError')],
          variant: 'not-implemented',
        },
      ];
  }
  return [];
}

/** A class of the file without bases, raised or caught on the problem's lines. */
function withoutBase(file: PythonFile): Proposal[] {
  const classes = classesOf(file);
  for (const use of nodesAt(file, 'VariableName')) {
    const cls = classes.get(textOf(file, use));
    const inPlace =
      /^(?:RaiseStatement|TryStatement)$/.test(use.parent?.name ?? '') ||
      /^(?:CallExpression|TupleExpression|ParenthesizedExpression)$/.test(use.parent?.name ?? '');
    if (!cls || !inPlace || basesOf(file, cls).some((base) => base !== 'object') || cls.node.parent?.name === 'DecoratedStatement')
      continue;
    const list = cls.node.getChild('ArgList');
    const name = cls.node.getChild('VariableName');
    if (!name) continue;
    const edit = list ? replace(list.from, list.to, '(Exception)') : insert(name.to, '(Exception)');
    return [
      {
        title: `Make '${cls.name}' an exception: '${cls.name}(Exception)'`,
        explanation: `Only classes that derive from Exception can be raised and caught; '${cls.name}' derives from nothing.`,
        edits: [edit],
        variant: 'class-without-base',
      },
    ];
  }
  return [];
}
