/**
 * Mistake: a field of a dataclass begins with a list, dict or object that all its instances would share.
 *
 * Before:  `tags: list = []`          After:  `tags: list = field(default_factory=list)`
 * Before:  `home: Spot = Spot()`      After:  `home: Spot = field(default_factory=Spot)`
 *
 * When not: the field the message names can't be found.
 */
import { replace, type OffsetEdit } from '../../../syntax/edits';
import { type children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer } from '../../fixer';
import { addImport } from '../imports/import-edit';
import { classesOf } from '../shared/class-members';
import { argumentsOf, pythonFile, textOf, type PythonFile } from '../shared/python-file';

const MESSAGE = /^mutable default <class '[^']+'> for field (\w+) is not allowed: use default_factory$/;

export const mutableField: Fixer = {
  id: 'python/mutable-field',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [MESSAGE] },
  propose(context) {
    const file = pythonFile(context);
    const name = MESSAGE.exec(context.problem.message)?.[1] ?? '';
    const fields = [...classesOf(file).values()].flatMap((scope) => {
      const binding = scope.bindings.get(name)?.[0];
      const value = binding?.node.name === 'AssignStatement' ? binding.node.lastChild : undefined;
      return value && isShared(value.name) ? [value] : [];
    });
    const [value] = fields;
    if (!value || fields.length > 1) return [];
    const factory = factoryOf(file, value);
    const named = fieldName(file);
    return [
      {
        title: `Write '${named.text}(default_factory=…)'`,
        explanation: `All objects would share the one value that stands here; a factory makes a new one for each.`,
        edits: [...named.edits, replace(value.from, value.to, `${named.text}(default_factory=${factory})`)],
        variant: factory.startsWith('lambda') ? 'factory-of-filled-value' : 'factory',
      },
    ];
  },
};

const isShared = (kind: string): boolean =>
  /^(?:ArrayExpression|DictionaryExpression|SetExpression|CallExpression|ArrayComprehensionExpression|DictionaryComprehensionExpression)$/.test(
    kind,
  );

/** `list` for `[]`, the class for its call without arguments; else a function that makes the value. */
function factoryOf(file: PythonFile, value: NonNullable<ReturnType<typeof children>[number]>): string {
  const text = textOf(file, value);
  if (/^\[\s*\]$/.test(text)) return 'list';
  if (/^\{\s*\}$/.test(text)) return 'dict';
  if (value.name === 'CallExpression' && argumentsOf(value).length === 0 && value.firstChild) return textOf(file, value.firstChild);
  return `lambda: ${text}`;
}

/** How the file can say `field`. */
function fieldName(file: PythonFile): { readonly text: string; readonly edits: OffsetEdit[] } {
  const known = file.scopes.imports.find(({ module, member }) => module === 'dataclasses' && member === 'field');
  if (known) return { text: known.name, edits: [] };
  const module = file.scopes.imports.find(({ module: of, member }) => of === 'dataclasses' && member === undefined);
  return module
    ? { text: `${module.name}.field`, edits: [] }
    : { text: 'field', edits: addImport(file, { module: 'dataclasses', member: 'field' }) };
}
