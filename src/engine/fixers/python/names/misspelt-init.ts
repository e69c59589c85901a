/**
 * Mistake: `__init__` written otherwise, so that it is never called.
 *
 * Before:  `def _init_(self, name):`     After:  `def __init__(self, name):`
 *
 * When not: the class has an `__init__`, or the method does not set what is missing.
 */
import type { SyntaxNode } from '@lezer/common';
import { familyOf } from '../../../detect/family';
import { replace } from '../../../syntax/edits';
import { editDistance } from '../../../syntax/edit-distance';
import type { Scope } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { basesOf, classesOf } from '../shared/class-members';
import { namedType, plainType } from '../shared/plain-types';
import { hole, memberOf, nodesAt, parameters, pythonFile, textOf, type PythonFile } from '../shared/python-file';

const INIT = '__init__';
/** Names that only look near: each is a method of its own, or nothing that a slip makes of `__init__`. */
const OTHERS: ReadonlySet<string> = new Set(['init_', '__iter__', '__exit__', '__index__', '__invert__']);

export const misspeltInit: Fixer = {
  id: 'python/misspelt-init',
  languages: PYTHON,
  family: 'python/names',
  answers: { families: ['argument-count', 'missing-attribute'] },
  propose(context) {
    const file = pythonFile(context);
    const attribute = familyOf(context.problem) === 'missing-attribute' ? hole(context, 'attribute') : undefined;
    if (attribute === undefined && !/\btakes no arguments$/.test(context.problem.message)) return [];
    const name = attribute === undefined ? hole(context, 'function') : classOf(file, attribute, hole(context, 'type'));
    const scope = classesOf(file).get((name ?? '').split('.').at(-1) ?? '');
    const found = scope && methodLikeInit(file, scope);
    if (!found || (attribute !== undefined && !sets(file, found.definition, attribute))) return [];
    return [
      {
        title: `Change '${found.name}' to '${INIT}'`,
        explanation: `Python calls '${INIT}' when an object is made; '${found.name}' is a method like any other, and nobody calls it.`,
        edits: [replace(found.at.from, found.at.to, INIT)],
        variant: attribute === undefined ? 'takes-no-arguments' : 'sets-what-is-missing',
      } satisfies Proposal,
    ];
  },
};

/** The class whose object lacks the attribute: as the message says, else as the text plainly tells. */
function classOf(file: PythonFile, attribute: string, written: string | undefined): string | undefined {
  if (written !== undefined) return namedType(written);
  const read = nodesAt(file, 'MemberExpression').find((node) => textOf(file, node).endsWith(`.${attribute}`));
  const member = read && memberOf(read);
  return member && plainType(file, member.object, file.scopes.scopeAt(read.from))?.replace(/^class /, '');
}

interface Found {
  readonly name: string;
  readonly at: SyntaxNode;
  readonly definition: SyntaxNode;
}

function methodLikeInit(file: PythonFile, scope: Scope): Found | undefined {
  if (scope.bindings.has(INIT)) return undefined;
  const classes = classesOf(file);
  if (basesOf(file, scope).some((base) => classes.get(base)?.bindings.has(INIT))) return undefined;
  const found = [...scope.bindings].flatMap(([name, bindings]) => {
    const definition = bindings.length === 1 && bindings[0]?.kind === 'def' ? bindings[0].node : undefined;
    const at = definition?.getChild('VariableName');
    return definition && at && isNear(name) && parameters(file, definition).length > 0 ? [{ name, at, definition }] : [];
  });
  return found.length === 1 ? found[0] : undefined;
}

/** `_init_`, `__int__`, `__inti__`, `init`: its letters, with or without the underscores. */
function isNear(name: string): boolean {
  if (OTHERS.has(name)) return false;
  const letters = name.replaceAll('_', '').toLowerCase();
  if (letters === 'init') return true;
  return /^_+\w+_+$/.test(name) && editDistance(letters, 'init') <= 1;
}

function sets(file: PythonFile, definition: SyntaxNode, attribute: string): boolean {
  const self = parameters(file, definition)[0]?.name ?? '';
  return new RegExp(`\\b${self}\\.${attribute}\\s*(?::[^=\\n]+)?=(?!=)`).test(textOf(file, definition));
}
