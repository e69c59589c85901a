// A reading of a missing attribute: a slip for one that is known, or a word of it that is no word.

import type { Proposal } from '../../fixer';
import type { PythonFile } from '../shared/python-file';
import { byNearness, nearName, slipFeatures, slipVariant, type NearName } from '../shared/similar';
import { standardAttributes } from '../shared/stdlib';
import { respell, respeltFeatures, wordCounts } from '../shared/words';
import type { ClassMembers } from '../shared/class-members';
import { attributesElsewhere, changeName, isCalled, type AttributeRead } from './attribute-read';

/** As much of an attribute must stay for a known one to be meant. */
const MIN_SIMILARITY = 0.65;
const MAX_PROPOSALS = 3;

/** Types whose methods are met everywhere. */
export const EVERYDAY_TYPES = ['str', 'list', 'dict', 'set', 'io.TextIOWrapper'] as const;

export const isEverydayMethod = (name: string): boolean => EVERYDAY_TYPES.some((type) => standardAttributes(type)?.includes(name));

/** Methods that Python itself calls. */
const SPECIAL =
  '__init__ __new__ __del__ __repr__ __str__ __bytes__ __format__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ __hash__ __bool__ __getattr__ __getattribute__ __setattr__ __delattr__ __dir__ __class__ __dict__ __doc__ __module__ __name__ __qualname__ __call__ __len__ __getitem__ __setitem__ __delitem__ __missing__ __iter__ __next__ __reversed__ __contains__ __add__ __sub__ __mul__ __truediv__ __floordiv__ __mod__ __pow__ __enter__ __exit__ __aenter__ __aexit__ __aiter__ __anext__ __await__ __copy__ __deepcopy__ __reduce__ __getstate__ __setstate__ __file__ __path__ __version__ __all__ __mro__ __bases__ __subclasses__ __slots__ __wrapped__ __annotations__ __init_subclass__ __set_name__ __get__ __set__ __delete__ __cause__ __context__ __traceback__'.split(
    ' ',
  );

/** `math.pie`, by what the module has; where nobody can look into it, by what the file takes from it. */
export function misspeltInModule(file: PythonFile, at: AttributeRead, module: string, exports: ReadonlySet<string>): Proposal[] {
  const used = attributesElsewhere(file, at, at.objectText);
  const matches = new Matches(at.name);
  const isKnown = exports.size > 0;
  for (const name of isKnown ? exports : used) {
    // What is called is no constant.
    const isConstant = isCalled(at) && /^[A-Z]+$/.test(name);
    matches.consider(name, Number(used.has(name)) - Number(isConstant));
  }
  return matches.proposals(
    file,
    at,
    (name) => `'${module}' has '${name}', not '${at.name}'.`,
    isKnown ? undefined : 'slip-of-attribute-in-use',
  );
}

/** `self.lenght`, by what the class or type has; where that is not known, by what the file reads elsewhere. */
export function misspeltOnObject(
  file: PythonFile,
  at: AttributeRead,
  shown: string,
  members: ClassMembers | undefined,
  standard: readonly string[] | undefined,
): Proposal[] {
  const matches = new Matches(at.name);
  for (const [name, kind] of members?.defined ?? []) matches.consider(name, 1 + Number(isCalled(at) === (kind === 'method')));
  for (const name of members?.read.keys() ?? []) matches.consider(name, 1);
  for (const name of standard ?? []) matches.consider(name, 1);
  if (/^__|__$/.test(at.name)) for (const name of SPECIAL) matches.consider(name, 1);
  if (!standard) {
    for (const name of attributesElsewhere(file, at, at.objectText)) matches.consider(name, 1);
    for (const name of attributesElsewhere(file, at)) matches.consider(name, 0);
    for (const { name, edits, local } of respell(at.name, wordCounts(file.text)).slice(0, 2))
      if (edits <= 1 || local) matches.consider(name, 0);
    if (isCalled(at)) for (const type of EVERYDAY_TYPES) for (const name of standardAttributes(type) ?? []) matches.consider(name, 0);
  }
  const guessed = matches.best?.signs === 0 ? 'slip-of-attribute-elsewhere' : undefined;
  return matches.proposals(file, at, (name) => `'${shown}' has no '${at.name}'. '${name}' is known.`, guessed);
}

/** A word of the attribute is no word. `isOfKnownType` where the type's own attributes are known, and nothing near is among them. */
export function respeltAttribute(file: PythonFile, at: AttributeRead, isOfKnownType: boolean): Proposal[] {
  const [first, second] = respell(at.name, wordCounts(file.text));
  if (!first) return [];
  return [
    {
      title: `Change '.${at.name}' to '.${first.name}'`,
      explanation: `'${at.name}' is not known; '${first.name}' is how that word is spelt.`,
      edits: changeName(file, at, first.name),
      variant: isOfKnownType ? 'respelt-on-known-type' : second?.edits === first.edits ? 'one-of-several-spellings' : 'respelt',
      features: respeltFeatures(first, second),
    },
  ];
}

const OPPOSITES: ReadonlySet<string> = new Set(['encode decode', 'decode encode']);

/** Known names near the one that was written. */
class Matches {
  private readonly found = new Map<string, NearName>();

  constructor(private readonly typed: string) {}

  /** A name counts as it is met first: ask for the surest ones first. */
  consider(name: string, signs: number): void {
    // The opposite is no slip of it.
    if (OPPOSITES.has(`${this.typed} ${name}`)) return;
    const near = this.found.has(name) ? undefined : nearName(this.typed, name, signs);
    if (near && near.similarity >= MIN_SIMILARITY) this.found.set(name, near);
  }

  get ranked(): readonly NearName[] {
    return [...this.found.values()].sort(byNearness);
  }

  get best(): NearName | undefined {
    return this.ranked[0];
  }

  /** `variant` for the first, where something else than the slip's kind tells how likely it is. */
  proposals(file: PythonFile, at: AttributeRead, why: (name: string) => string, variant: string | undefined): Proposal[] {
    const { ranked } = this;
    return ranked.slice(0, MAX_PROPOSALS).map(({ name }, i) => ({
      title: `Change '.${at.name}' to '.${name}'`,
      explanation: why(name),
      edits: changeName(file, at, name),
      variant: (i === 0 ? variant : undefined) ?? slipVariant(at.name, ranked, i),
      features: slipFeatures(at.name, ranked, i),
    }));
  }
}
