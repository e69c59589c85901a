/**
 * Mistake: an attribute or method that the object, class or module does not have: a slip, a name of another language or of an older
 * version, a module-level function called on self.
 *
 * Before:  `@functools.lru_cahe`            After:  `@functools.lru_cache`
 * Before:  `for k, v in d.iteritems():`     After:  `for k, v in d.items():`
 * Before:  `seen = {}` … `seen.add(x)`      After:  `seen = set()` … `seen.add(x)`
 *
 * When not: the object is None (see none-result), or nothing near the name is known to exist.
 */
import { familyOf } from '../../../detect/family';
import { replace } from '../../../syntax/edits';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { classesOf, classMembers } from '../shared/class-members';
import { FOREIGN_METHODS, MOVED_METHODS, PROPERTIES } from '../shared/data/renamed';
import { namedType, plainType } from '../shared/plain-types';
import { argumentsOf, hole, nodesAt, pythonFile, type PythonFile } from '../shared/python-file';
import { standardAttributes } from '../shared/stdlib';
import { asExpression } from './attribute-as-expression';
import { isOldCoroutine } from '../calls/old-coroutine';
import { missingInModule, moduleOf } from './attribute-of-module';
import { attributeRead, changeName, isCalled, type AttributeRead } from './attribute-read';
import { withoutSelf } from './function-through-self';
import { isEverydayMethod, misspeltOnObject, respeltAttribute } from './misspelt-attribute';
import { dotForComma, misspeltObject, otherContainer } from './wrong-object';

export const missingAttribute: Fixer = {
  id: 'python/missing-attribute',
  languages: PYTHON,
  family: 'python/names',
  answers: {
    families: ['missing-attribute', 'none-access'],
    where: (problem) =>
      problem.signature.holes['attribute'] !== undefined && (familyOf(problem) === 'missing-attribute' || /^"/.test(problem.message)),
  },
  async propose(context) {
    const file = pythonFile(context);
    const attribute = hole(context, 'attribute') ?? '';
    const at = nodesAt(file, 'MemberExpression', 'Decorator')
      .map((node) => attributeRead(file, node))
      .find((read) => read?.name === attribute);
    // `super.close()` lacks its call, not its name.
    if (!at || at.objectText === 'super') return [];
    // It was taken away, not misspelt (old-coroutine).
    if (isOldCoroutine(context.problem)) return [];
    const isNoneAccess = familyOf(context.problem) === 'none-access';
    const module = hole(context, 'module');
    // Checkers may name a module as its package does (`..path`): the file's own imports say it whole.
    if (module !== undefined || !isNoneAccess) {
      const known = moduleOf(file, at) ?? module;
      if (known !== undefined) return missingInModule(file, at, known);
    }
    const written = hole(context, 'type');
    const inferred = at.object.name === 'Decorator' ? undefined : plainType(file, at.object, file.scopes.scopeAt(at.from));
    // A checker that says None found the value missing: a method that text, lists and files have is not misspelt, its object is not there.
    const isNone = isNoneAccess || written === 'None' || written === 'NoneType';
    if (isNone && (inferred === undefined || inferred === 'None') && (written !== undefined || isEverydayMethod(at.name))) return [];
    const type = written === undefined || isNone ? (inferred ?? '') : namedType(written);
    const found = await missingOnObject(file, at, type);
    // Where the value is None no spelling of the member is right: what is said beside the fix would speak against it.
    return isNone ? found.filter(({ edits }) => !edits.every((edit) => edit.start >= at.object.to && edit.end <= at.to)) : found;
  },
};

/** `type` is empty where it is not known. */
async function missingOnObject(file: PythonFile, at: AttributeRead, type: string): Promise<Proposal[]> {
  const object = misspeltObject(file, at);
  if (object) return [object];
  const shown = type || 'object';
  const ownClass = classesOf(file).get(
    type
      .replace(/^class /, '')
      .split('.')
      .at(-1) ?? '',
  );
  const members = ownClass ? classMembers(file, ownClass) : undefined;
  const standard = ownClass
    ? undefined
    : (standardAttributes(type) ?? (await file.context.workspace.interpreter?.attributes(type))?.filter((name) => !name.startsWith('_')));
  const found = [
    ...ownNameOfClass(at, shown),
    ...methodOfOldVersion(file, at, type, ownClass !== undefined),
    ...asExpression(file, at, type),
    ...(await functionOfNumpy(file, at, type)),
    ...otherContainer(file, at, type),
    ...dotForComma(file, at, type),
    ...withoutSelf(file, at, members),
    ...misspeltOnObject(file, at, shown, members, standard),
  ];
  if (found.length > 0) return found;
  const other = standard || (members && at.objectText === 'self') ? [] : methodOfOtherLanguage(file, at);
  // Attributes set on the instance are in no list of the class.
  return other.length > 0 ? other : respeltAttribute(file, at, standard !== undefined);
}

/** `from datetime import datetime` … `datetime.datetime.now()`. */
function ownNameOfClass(at: AttributeRead, shown: string): Proposal[] {
  const [, className] = /^\w+\.(\w+)$/.exec(namedType(shown)) ?? [];
  if (className !== at.name || at.object.name !== 'VariableName') return [];
  return [
    {
      title: `Change '${at.objectText}.${at.name}' to '${at.objectText}'`,
      explanation: `'${at.objectText}' is the class '${at.name}' already: it was imported by name.`,
      edits: [replace(at.object.to, at.to, '')],
      variant: 'own-name-of-class',
    },
  ];
}

/** `d.iteritems()` → `d.items()`, `[].add(x)` → `[].append(x)`: the type calls it otherwise. */
function methodOfOldVersion(file: PythonFile, at: AttributeRead, type: string, isOwn: boolean): Proposal[] {
  const ofTest = /TestCase$|Test$|Tests$/.test(type) ? MOVED_METHODS['unittest.TestCase']?.[at.name] : undefined;
  // A class of the file that bears a library's name is not the library's.
  const moved = (isOwn ? undefined : MOVED_METHODS[type]?.[at.name]) ?? ofTest;
  const call = isCalled(at) ? at.node.parent : null;
  if (!moved) return [];
  // What changes its object gives nothing (attribute-as-expression).
  if (/^(?:sort|reverse)$/.test(moved) && type === 'list' && call?.parent?.name !== 'ExpressionStatement') return [];
  const said = `'${type}' calls it '${moved}'.`;
  if (!PROPERTIES[type]?.has(moved)) return [renamed(file, at, moved, 'renamed-on-type', said)];
  if (!call) return [renamed(file, at, moved, 'renamed-on-type', said)];
  return argumentsOf(call).length > 0
    ? []
    : [
        {
          title: `Change '.${at.name}()' to '.${moved}'`,
          explanation: `${said} It is a value, not a method.`,
          edits: [replace(at.from, call.to, moved)],
          variant: 'renamed-on-type',
        },
      ];
}

/** `marks.median()` of an array → `np.median(marks)`: numpy has it as a function. */
async function functionOfNumpy(file: PythonFile, at: AttributeRead, type: string): Promise<Proposal[]> {
  const numpy = file.scopes.imports.find(({ module, member }) => module === 'numpy' && member === undefined)?.name;
  const call = isCalled(at) ? at.node.parent : null;
  if (type !== 'ndarray' || numpy === undefined || !call || NUMPY_NO_ARRAY.test(at.name)) return [];
  // What changes nothing and is not kept was meant to change the array (kept-result).
  if (call.parent?.name === 'ExpressionStatement') return [];
  const names = await file.context.workspace.interpreter?.exports('numpy');
  if (!names?.includes(at.name)) return [];
  const given = argumentsOf(call).map(({ from, to }) => file.text.slice(from, to));
  return [
    {
      title: `Change to '${numpy}.${at.name}(…)'`,
      explanation: `'${at.name}' is a function of numpy, not a method of an array.`,
      edits: [replace(call.from, call.to, `${numpy}.${at.name}(${[at.objectText, ...given].join(', ')})`)],
      variant: 'function-of-numpy',
    },
  ];
}

/** Functions of numpy that do not take an array first, or several of them. */
const NUMPY_NO_ARRAY =
  /^(?:array|zeros|ones|empty|full|eye|arange|linspace|where|select|load\w*|concat\w*|\w*stack|block|from\w+|extend|join)$/;

/** `xs.push(x)`, whatever `xs` is. */
function methodOfOtherLanguage(file: PythonFile, at: AttributeRead): Proposal[] {
  const python = Object.hasOwn(FOREIGN_METHODS, at.name) ? FOREIGN_METHODS[at.name] : undefined;
  return python && isCalled(at) ? [renamed(file, at, python, 'method-of-other-language', `Python calls it '${python}'.`)] : [];
}

const renamed = (file: PythonFile, at: AttributeRead, name: string, variant: string, explanation: string): Proposal => ({
  title: `Change '.${at.name}' to '.${name}'`,
  explanation,
  edits: changeName(file, at, name),
  variant,
});
