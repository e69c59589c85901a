/**
 * Mistake: an attribute or method that the object, class or module does not have: a slip, a name of another language or of an older
 * version, a module-level function called on self.
 *
 * Before:  `@functools.lru_cahe`            After:  `@functools.lru_cache`
 * Before:  `for k, v in d.iteritems():`     After:  `for k, v in d.items():`
 * Before:  `seen = {}` … `seen.add(x)`      After:  `seen = set()` … `seen.add(x)`
 *
 * When not: the object is None (see none-result), or nothing near the name is known to exist.
 *
 * Tests: fixers.test.ts, values.test.ts
 */
import type { SyntaxNode } from '@lezer/common';
import { familyOf } from '../../../detect/family';
import { insert, replace, type OffsetEdit } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { classesOf, classMembers } from '../shared/class-members';
import { CONTAINS_NAMES, FOREIGN_METHODS, LENGTH_NAMES, MOVED_ATTRIBUTES, MOVED_METHODS, SET_ONLY } from '../shared/data/renamed';
import { addImport } from '../imports/import-edit';
import { assignedValue, isNumber, namedType, plainType } from '../shared/plain-types';
import { argumentsOf, hole, memberOf, methodAround, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';
import { lead, similarity } from '../shared/similar';
import { isStandardModule, standardAttributes, standardExports } from '../shared/stdlib';
import { respell, wordCounts, wordsOf } from '../shared/words';

export const missingAttribute: Fixer = {
  id: 'python/missing-attribute',
  languages: PYTHON,
  answers: (problem) => {
    const holes = problem.signature.holes;
    const family = familyOf(problem);
    return holes['attribute'] !== undefined && (family === 'missing-attribute' || (family === 'none-access' && /^"/.test(problem.message)));
  },
  async propose(context) {
    const file = pythonFile(context);
    const attribute = hole(context, 'attribute') ?? '';
    const found = nodesAt(file, 'MemberExpression', 'Decorator')
      .map((node) => read(file, node))
      .filter((it) => it !== undefined && it.name === attribute);
    const at = found[0];
    // `super.close()` lacks its call, not its name.
    if (!at || at.objectText === 'super') return [];
    const module = hole(context, 'module');
    // Checkers may name a module as its package does (`..path`): the file's own imports say it whole.
    if (module !== undefined || familyOf(context.problem) !== 'none-access') {
      const known = moduleOf(file, at) ?? module;
      if (known !== undefined) return inModule(file, at, known);
    }
    const written = hole(context, 'type');
    const inferred = at.object.name === 'Decorator' ? undefined : plainType(file, at.object, file.scopes.scopeAt(at.from));
    // A checker that says None found the value missing: a method that text, lists and files have is not misspelt, its object is not there.
    const isNone = familyOf(context.problem) === 'none-access' || written === 'None' || written === 'NoneType';
    if (
      isNone &&
      (inferred === undefined || inferred === 'None') &&
      (written !== undefined || EVERYDAY.some((known) => standardAttributes(known)?.includes(at.name)))
    )
      return [];
    const type = written === undefined || isNone ? (inferred ?? '') : namedType(written);
    return onObject(file, at, type);
  },
};

interface Read {
  /** The expression before the dot. */
  readonly object: SyntaxNode;
  readonly objectText: string;
  readonly name: string;
  /** The name after the dot. */
  readonly from: number;
  readonly to: number;
  /** The whole `object.name`. */
  readonly node: SyntaxNode;
}

function read(file: PythonFile, node: SyntaxNode): Read | undefined {
  const member = memberOf(node);
  if (member)
    return {
      object: member.object,
      objectText: textOf(file, member.object),
      name: textOf(file, member.property),
      from: member.property.from,
      to: member.property.to,
      node,
    };
  if (node.name !== 'Decorator') return undefined;
  const names = children(node).filter((child) => child.name === 'VariableName');
  const last = names.at(-1);
  const before = names.at(-2);
  return last && before
    ? { object: before, objectText: textOf(file, before), name: textOf(file, last), from: last.from, to: last.to, node }
    : undefined;
}

/** The dotted module the expression before the dot names, by the file's imports. */
function moduleOf(file: PythonFile, at: Read): string | undefined {
  const head = /^\w+/.exec(at.objectText)?.[0];
  const it = file.scopes.imports.find((known) => known.name === head && known.member === undefined && known.name !== '*');
  if (!it || !/^[\w.]+$/.test(at.objectText)) return undefined;
  const tail = at.objectText.slice(head?.length ?? 0);
  const dotted = (it.aliased ? it.module : it.name) + tail;
  return standardExports(dotted, file.minor) ? dotted : undefined;
}

/** Every read of the same wrong attribute from the same expression in the same function is the same mistake. */
function change(file: PythonFile, at: Read, text: string): OffsetEdit[] {
  const scope = file.scopes.scopeAt(at.from);
  const others = members(file).filter(
    (it) =>
      it.from !== at.from && it.name === at.name && it.object === at.objectText && it.from >= scope.node.from && it.from <= scope.node.to,
  );
  return [replace(at.from, at.to, text), ...others.map((it) => replace(it.from, it.from + it.name.length, text))];
}

async function inModule(file: PythonFile, at: Read, module: string): Promise<Proposal[]> {
  const method = module === 'string' ? ofString(file, at) : undefined;
  if (method) return [method];
  const moved = MOVED_ATTRIBUTES[`${module}.${at.name}`];
  if (moved) {
    const edits = movedEdits(file, at, module, moved);
    if (edits) {
      return [
        {
          title: `Change '${at.objectText}.${at.name}' to '${edits.text}'`,
          explanation: `'${module}.${at.name}' was removed; '${moved}' took its place.`,
          edits: edits.edits,
          confidence: 0.92,
        },
      ];
    }
  }
  const foreign = MOVED_METHODS['module']?.[at.name];
  if (foreign && standardExports(module, file.minor)?.includes(foreign))
    return [
      {
        title: `Change '.${at.name}' to '.${foreign}'`,
        explanation: `'${module}' calls it '${foreign}'.`,
        edits: change(file, at, foreign),
        confidence: 0.9,
      },
    ];
  // `import datetime` … `datetime.now()`: the class of the same name is meant.
  const inner = `${module}.${module.split('.').at(-1) ?? ''}`;
  if (standardAttributes(inner)?.includes(at.name))
    return [
      {
        title: `Change '${at.objectText}.${at.name}' to '${at.objectText}.${module}.${at.name}'`,
        explanation: `'${at.name}' belongs to the class '${module}' inside the module of that name.`,
        edits: [replace(at.object.to, at.object.to, `.${module}`)],
        confidence: 0.93,
      },
    ];
  const { interpreter, python } = file.context.workspace;
  const names = new Set([
    ...(standardExports(module, file.minor) ?? []),
    ...((await python.exports(module)) ?? []),
    ...(standardExports(module, file.minor) ? [] : ((await interpreter?.exports(module)) ?? [])),
  ]);
  const known = names.size > 0;
  const used = attributesOf(file, at.objectText, at);
  const matches: { name: string; score: number }[] = [];
  for (const name of known ? names : used) {
    const near = similarity(at.name, name);
    if (near >= 0.6 && name !== at.name)
      matches.push({ name, score: near + (used.has(name) ? 0.04 : 0) + (called(at) && /^[A-Z]+$/.test(name) ? -0.1 : 0) });
  }
  const out = spelled(file, at, matches, `'${module}' has '%', not '${at.name}'.`, known ? 0 : -0.1);
  if (out.length === 0 && !known) return respelled(file, at, 0.75);
  return out.length > 0 ? out : otherModule(file, at);
}

/** `string.pi` where the file also imports math, which has it. */
function otherModule(file: PythonFile, at: Read): Proposal[] {
  if (at.name.startsWith('_')) return [];
  const having = file.scopes.imports.filter(
    (it) =>
      it.member === undefined &&
      it.name !== '*' &&
      it.name !== at.objectText &&
      standardAttributes(it.aliased ? it.module : it.name) === undefined &&
      (standardExports(it.aliased ? it.module : it.name, file.minor)?.includes(at.name) ?? false),
  );
  const names = [...new Set(having.map((it) => it.name))].filter(
    (name) => file.scopes.resolve(name, file.scopes.scopeAt(at.from)) !== undefined,
  );
  // Of several the one imported first: most say it by the older habit.
  return names.slice(0, 2).map((name, i) => ({
    title: `Change '${at.objectText}.${at.name}' to '${name}.${at.name}'`,
    explanation: `'${at.objectText}' has no '${at.name}', but '${name}' has, and it is imported here too.`,
    edits: [replace(at.object.from, at.object.to, name)],
    confidence: i > 0 ? 0.35 : names.length === 1 ? 0.8 : 0.55,
  }));
}

/** `string.join(words, sep)` → `sep.join(words)`, `string.upper(s)` → `s.upper()`: Python 2 had the methods of str as functions, too. */
function ofString(file: PythonFile, at: Read): Proposal | undefined {
  const call = called(at) ? at.node.parent : undefined;
  const args = call ? argumentsOf(call) : [];
  const [first, ...rest] = args.map((it) => file.text.slice(it.from, it.to));
  if (
    !call ||
    first === undefined ||
    args.some((it) => it.name !== undefined || it.stars !== '') ||
    at.name === 'maketrans' ||
    !standardAttributes('str')?.includes(at.name)
  )
    return undefined;
  const receiver = (text: string): string => (/^(?:[\w.]+(?:\[[^\]]*\])?|[urbURB]?(?:'[^']*'|"[^"]*"))$/.test(text) ? text : `(${text})`);
  const text = at.name === 'join' ? `${receiver(rest[0] ?? "' '")}.join(${first})` : `${receiver(first)}.${at.name}(${rest.join(', ')})`;
  return {
    title: `Change to '${brief(text)}'`,
    explanation: `The functions of 'string' are methods of the text itself.`,
    edits: [replace(call.from, call.to, text)],
    confidence: 0.93,
  };
}

/** `np.float` → `float`; `time.clock` → `time.perf_counter`; `collections.Mapping` → `collections.abc.Mapping` with its import. */
function movedEdits(
  file: PythonFile,
  at: Read,
  module: string,
  moved: string,
): { readonly text: string; readonly edits: OffsetEdit[] } | undefined {
  const cut = moved.lastIndexOf('.');
  if (cut < 0 && !standardExports(moved, file.minor))
    return { text: moved, edits: [replace(at.node.from + (at.node.name === 'Decorator' ? 1 : 0), at.to, moved)] };
  const home = cut < 0 ? '' : moved.slice(0, cut);
  const name = moved.slice(cut + 1);
  // An object within the module.
  if (home === module || (home.startsWith(`${module}.`) && standardExports(module, file.minor) && !isStandardModule(home, file.minor)))
    return { text: `${at.objectText}${moved.slice(module.length)}`, edits: change(file, at, moved.slice(module.length + 1)) };
  if (home === 'str' || home === 'datetime.timezone') {
    const text = home === 'str' ? moved : `${at.objectText}.timezone.utc`;
    return { text, edits: [replace(at.node.from, at.to, text)] };
  }
  const needed = cut < 0 ? moved : home;
  const imports = file.scopes.imports.filter((it) => it.scope === file.scopes.module);
  const bound = imports.find((it) => it.member === undefined && it.module === needed);
  const text = cut < 0 ? moved : bound?.aliased ? `${bound.name}.${name}` : moved;
  const edits = [replace(at.node.from + (at.node.name === 'Decorator' ? 1 : 0), at.to, text)];
  // `import collections` alone does not load collections.abc for sure.
  if (!bound) edits.push(...addImport(file, { module: needed }));
  return { text, edits };
}

async function onObject(file: PythonFile, at: Read, type: string): Promise<Proposal[]> {
  const out: Proposal[] = [];
  const push = (title: string, explanation: string, edits: readonly OffsetEdit[], confidence: number): void => {
    out.push({ title, explanation, edits, confidence });
  };
  const shown = type || 'object';
  // `from datetime import datetime` … `datetime.datetime.now()`.
  const whole = /^(\w+)\.(\w+)$/.exec(namedType(shown));
  if (whole && whole[2] === at.name && at.object.name === 'VariableName')
    push(
      `Change '${at.objectText}.${at.name}' to '${at.objectText}'`,
      `'${at.objectText}' is the class '${at.name}' already: it was imported by name.`,
      [replace(at.object.to, at.to, '')],
      0.92,
    );
  const object = misspeltObject(file, at);
  if (object) return [object];
  out.push(...otherShape(file, at, type));
  out.push(...otherContainer(file, at, type));
  out.push(...dotForComma(file, at, type));
  const moved =
    MOVED_METHODS[type]?.[at.name] ?? (/TestCase$|Test$|Tests$/.test(type) ? MOVED_METHODS['unittest.TestCase']?.[at.name] : undefined);
  if (moved) push(`Change '.${at.name}' to '.${moved}'`, `'${shown}' calls it '${moved}'.`, change(file, at, moved), 0.94);
  const cls = classesOf(file).get(
    type
      .replace(/^class /, '')
      .split('.')
      .at(-1) ?? '',
  );
  const members = cls ? classMembers(file, cls) : undefined;
  out.push(...withoutSelf(file, at, members));
  const standard = cls
    ? undefined
    : (standardAttributes(type) ?? (await file.context.workspace.interpreter?.attributes(type))?.filter((name) => !name.startsWith('_')));
  const used = attributesOf(file, at.objectText, at);
  const matches: { name: string; score: number }[] = [];
  const consider = (name: string, weight: number): void => {
    if (name === at.name || matches.some((it) => it.name === name)) return;
    const near = similarity(at.name, name);
    if (near >= 0.6) matches.push({ name, score: near + weight });
  };
  if (members) {
    for (const [name, kind] of members.defined) consider(name, 0.05 + (called(at) === (kind === 'method') ? 0.02 : 0));
    for (const [name, times] of members.read) if (name !== at.name || times > 1) consider(name, 0.03);
  }
  for (const name of standard ?? []) consider(name, 0.04);
  if (/^__|__$/.test(at.name)) for (const name of SPECIAL) consider(name, 0.04);
  if (!standard) {
    for (const name of used) consider(name, 0.03);
    for (const name of allAttributes(file, at)) consider(name, -0.03);
    for (const { name, score } of respell(at.name, wordCounts(file.text)).slice(0, 2)) if (score >= 0.8) consider(name, -0.04);
    if (called(at)) for (const type of EVERYDAY) for (const name of standardAttributes(type) ?? []) consider(name, -0.03);
  }
  // An attribute that sounds like a local name of the file: `self.x = x` is written everywhere.
  const spelledOut = spelled(file, at, matches, `'${shown}' has no '${at.name}'. '%' is known.`, 0);
  out.push(...spelledOut);
  if (out.length === 0 && !standard) {
    const foreign = Object.hasOwn(FOREIGN_METHODS, at.name) ? FOREIGN_METHODS[at.name] : undefined;
    if (foreign && called(at) && !(members && at.objectText === 'self'))
      push(`Change '.${at.name}' to '.${foreign}'`, `Python calls it '${foreign}'.`, change(file, at, foreign), 0.82);
  }
  // Attributes set on the instance are in no list of the class.
  if (out.length === 0) out.push(...respelled(file, at, standard ? 0.6 : 0.85));
  return out;
}

/** `self._colser.close()`: every file has a `close`, and the object is what the class calls `_closer`. */
function misspeltObject(file: PythonFile, at: Read): Proposal | undefined {
  const member = memberOf(at.object);
  if (!member || !EVERYDAY.some((type) => standardAttributes(type)?.includes(at.name))) return undefined;
  const owner = textOf(file, member.object);
  const method = methodAround(file, file.scopes.scopeAt(at.from));
  if (method?.self === undefined || owner !== method.self) return undefined;
  const written = textOf(file, member.property);
  const known = classMembers(file, method.classScope);
  if (known.defined.has(written) || (known.read.get(written) ?? 0) > 1) return undefined;
  const matches = [...known.defined.keys()]
    .map((name) => ({ name, score: similarity(written, name) }))
    .filter((it) => it.score >= 0.75)
    .sort((a, b) => b.score - a.score);
  const [first, second] = matches;
  if (!first || second?.score === first.score) return undefined;
  return {
    title: `Change '.${written}' to '.${first.name}'`,
    explanation: `Nothing gives '${owner}' an attribute '${written}'; '${first.name}' is one.`,
    edits: [replace(member.property.from, member.property.to, first.name)],
    confidence: 0.92,
  };
}

/** Methods that Python itself calls. */
const SPECIAL =
  '__init__ __new__ __del__ __repr__ __str__ __bytes__ __format__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ __hash__ __bool__ __getattr__ __getattribute__ __setattr__ __delattr__ __dir__ __class__ __dict__ __doc__ __module__ __name__ __qualname__ __call__ __len__ __getitem__ __setitem__ __delitem__ __missing__ __iter__ __next__ __reversed__ __contains__ __add__ __sub__ __mul__ __truediv__ __floordiv__ __mod__ __pow__ __enter__ __exit__ __aenter__ __aexit__ __aiter__ __anext__ __await__ __copy__ __deepcopy__ __reduce__ __getstate__ __setstate__ __file__ __path__ __version__ __all__ __mro__ __bases__ __subclasses__ __slots__ __wrapped__ __annotations__ __init_subclass__ __set_name__ __get__ __set__ __delete__ __cause__ __context__ __traceback__'.split(
    ' ',
  );

/** Types whose methods are met everywhere. */
const EVERYDAY = ['str', 'list', 'dict', 'set', 'io.TextIOWrapper'] as const;

function spelled(file: PythonFile, at: Read, matches: { name: string; score: number }[], why: string, offset: number): Proposal[] {
  matches.sort((a, b) => b.score - a.score);
  const sure = lead(matches, 0.65) + offset;
  const short = at.name.length <= 2 ? 0.7 : 1;
  return matches
    .slice(0, 3)
    .map((match, i) => ({
      title: `Change '.${at.name}' to '.${match.name}'`,
      explanation: why.replace('%', match.name),
      edits: change(file, at, match.name),
      confidence: (i === 0 ? Math.min(0.96, sure + (match.score >= 0.85 ? 0.08 : 0)) : Math.min(0.45, match.score * 0.45)) * short,
    }))
    .filter((it, i) => it.confidence >= (i === 0 ? 0.4 : 0.3));
}

/** A word of the attribute is no word. */
function respelled(file: PythonFile, at: Read, most: number): Proposal[] {
  const [first, second] = respell(at.name, wordCounts(file.text));
  if (!first) return [];
  const clear = first.score - (second?.score ?? 0.7);
  return [
    {
      title: `Change '.${at.name}' to '.${first.name}'`,
      explanation: `'${at.name}' is not known; '${first.name}' is how that word is spelt.`,
      edits: change(file, at, first.name),
      confidence: Math.min(most, most - 0.25 + clear * 2),
    },
  ];
}

const called = (at: Read): boolean => at.node.parent?.name === 'CallExpression' && at.node.parent.firstChild?.from === at.node.from;

/** Attributes read from the same expression elsewhere. */
function attributesOf(file: PythonFile, objectText: string, at: Read): Set<string> {
  const out = new Set<string>();
  for (const member of members(file)) if (member.from !== at.from && member.object === objectText) out.add(member.name);
  return out;
}

function allAttributes(file: PythonFile, at: Read): Set<string> {
  return new Set(
    members(file)
      .filter((member) => member.from !== at.from)
      .map((member) => member.name),
  );
}

const membersOf = new WeakMap<object, readonly { readonly object: string; readonly name: string; readonly from: number }[]>();

function members(file: PythonFile): readonly { readonly object: string; readonly name: string; readonly from: number }[] {
  const known = membersOf.get(file.scopes);
  if (known) return known;
  const out: { object: string; name: string; from: number }[] = [];
  file.scopes.tree.iterate({
    enter: (ref) => {
      if (ref.name !== 'MemberExpression') return;
      const member = memberOf(ref.node);
      if (member && member.object.to - member.object.from <= 80)
        out.push({ object: textOf(file, member.object), name: textOf(file, member.property), from: member.property.from });
    },
  });
  membersOf.set(file.scopes, out);
  return out;
}

/** `xs.length` → `len(xs)`; `d.has_key(k)` → `k in d`; `words.join(', ')` → `', '.join(words)`; `d.remove(k)` → `del d[k]`. */
function otherShape(file: PythonFile, at: Read, type: string): Proposal[] {
  const call = called(at) ? (at.node.parent ?? undefined) : undefined;
  const args = call ? argumentsOf(call) : [];
  const [first] = args;
  const whole = call ?? at.node;
  const object = at.objectText;
  const to = (title: string, text: string, confidence: number, why: string): Proposal[] => [
    { title, explanation: why, edits: [replace(whole.from, whole.to, text)], confidence },
  ];
  const unknownType = type === '' || !(standardAttributes(type) || /^[A-Z]/.test(type));
  if (unknownType && /^(?:length|Length|size)$/.test(at.name) && args.length === 0 && at.name !== 'size' && object !== 'self')
    return to(`Change to 'len(${brief(object)})'`, `len(${object})`, 0.7, `Python asks for a size with len().`);
  const sized = /^(?:str|list|dict|set|tuple|bytes|frozenset|range|collections\.\w+)$/.test(type);
  if (LENGTH_NAMES.has(at.name) && args.length === 0 && sized)
    return to(`Change to 'len(${brief(object)})'`, `len(${object})`, 0.93, `A ${type} has no '${at.name}'; its size is len().`);
  if (CONTAINS_NAMES.has(at.name) && first && args.length === 1 && !first.name && (sized || at.name === 'has_key')) {
    const key = file.text.slice(first.from, first.to);
    const negated = whole.parent?.name === 'UnaryExpression' && whole.parent.firstChild?.name === 'not';
    if (negated && whole.parent)
      return [
        {
          title: `Change to '${brief(key)} not in ${brief(object)}'`,
          explanation: `'${at.name}' is not part of Python 3; membership is asked with 'in'.`,
          edits: [replace(whole.parent.from, whole.parent.to, `${key} not in ${object}`)],
          confidence: 0.93,
        },
      ];
    const bound =
      (whole.parent?.name === 'BinaryExpression' && !/^(?:and|or)$/.test(whole.prevSibling?.name ?? whole.nextSibling?.name ?? '')) ||
      whole.parent?.name === 'UnaryExpression';
    return to(
      `Change to '${brief(key)} in ${brief(object)}'`,
      bound ? `(${key} in ${object})` : `${key} in ${object}`,
      0.94,
      `'${at.name}' is not part of Python 3; membership is asked with 'in'.`,
    );
  }
  if (
    at.name === 'join' &&
    type !== 'str' &&
    first &&
    args.length === 1 &&
    /^(?:list|tuple|set|dict|types\.GeneratorType|map|filter)$/.test(type)
  ) {
    const separator = file.text.slice(first.from, first.to);
    if (/^[rbuRBU]?["']/.test(separator))
      return to(
        `Change to '${brief(separator)}.join(${brief(object)})'`,
        `${separator}.join(${object})`,
        0.93,
        `'join' belongs to the text between the items, not to the ${type}.`,
      );
  }
  if (
    type === 'dict' &&
    first &&
    args.length === 1 &&
    /^(?:remove|discard|delete|erase)$/.test(at.name) &&
    whole.parent?.name === 'ExpressionStatement' &&
    subscripted(file, object)
  ) {
    return to(
      `Change to 'del ${brief(object)}[…]'`,
      `del ${object}[${file.text.slice(first.from, first.to)}]`,
      0.92,
      `An entry of a dict is removed with 'del'.`,
    );
  }
  if (
    type === 'dict' &&
    args.length === 2 &&
    /^(?:put|set|insert|add)$/.test(at.name) &&
    first &&
    whole.parent?.name === 'ExpressionStatement' &&
    args[1]
  ) {
    return to(
      `Change to '${brief(object)}[…] = …'`,
      `${object}[${file.text.slice(first.from, first.to)}] = ${file.text.slice(args[1].from, args[1].to)}`,
      0.9,
      `An entry of a dict is set by assignment.`,
    );
  }
  if (type === 'str' && first && /^(?:charAt|substring|substr|slice)$/.test(at.name) && args.length <= 2) {
    const texts = args.map((it) => file.text.slice(it.from, it.to));
    const index =
      at.name === 'charAt'
        ? texts[0]
        : at.name === 'substr' && texts[1]
          ? `${texts[0] ?? ''}:${texts[0] ?? ''} + ${texts[1]}`
          : `${texts[0] ?? ''}:${texts[1] ?? ''}`;
    return to(`Change to '${brief(object)}[${index ?? ''}]'`, `${object}[${index ?? ''}]`, 0.88, `Parts of a str are taken with brackets.`);
  }
  if (/^(?:isEmpty|is_empty|empty)$/.test(at.name) && args.length === 0 && sized)
    return to(
      `Change to 'not ${brief(object)}'`,
      whole.parent?.name === 'UnaryExpression' || whole.parent?.name === 'BinaryExpression' ? `(not ${object})` : `not ${object}`,
      0.82,
      `An empty ${type} is false.`,
    );
  if (at.name === 'getchildren' && call && args.length === 0)
    return to(`Change to 'list(${brief(object)})'`, `list(${object})`, 0.92, `An element is the sequence of its children.`);
  const pandas =
    at.name === 'append' && /^(?:DataFrame|Series)$/.test(type) && call && first && !first.name
      ? file.scopes.imports.find((it) => it.module === 'pandas' && it.member === undefined)
      : undefined;
  if (pandas && first) {
    const given = file.text.slice(first.from, first.to);
    const parts = /^\[.*\]$/s.test(given) ? `[${object}, ${given.slice(1, -1).trim()}]` : `[${object}, ${given}]`;
    const more = args
      .slice(1)
      .map((it) => `, ${file.text.slice(it.from, it.to)}`)
      .join('');
    // A dict or a record is no frame: it has to be made one first.
    if (!/^\{/.test(given))
      return to(
        `Change to '${pandas.name}.concat(…)'`,
        `${pandas.name}.concat(${parts}${more})`,
        0.88,
        `pandas 2 joins frames with concat only.`,
      );
  }
  if (/^(?:toString|to_s|to_string|ToString)$/.test(at.name) && call && args.length === 0)
    return to(`Change to 'str(${brief(object)})'`, `str(${object})`, 0.92, `Python writes anything out with str().`);
  if (/^(?:equals|Equals|isEqual|equalsIgnoreCase_)$/.test(at.name) && first && args.length === 1 && call)
    return to(
      `Change to '${brief(object)} == …'`,
      `${object} == ${file.text.slice(first.from, first.to)}`,
      0.85,
      `Python compares with '=='.`,
    );
  if (type === 'str' && /^(?:charCodeAt|codePointAt)$/.test(at.name) && args.length <= 1 && call)
    return to(
      `Change to 'ord(…)'`,
      first ? `ord(${object}[${file.text.slice(first.from, first.to)}])` : `ord(${object}[0])`,
      0.85,
      `The number of a character is given by ord().`,
    );
  if ((type === 'list' || type === 'tuple') && at.name === 'shift' && call && args.length === 0)
    return to(`Change to '${brief(object)}.pop(0)'`, `${object}.pop(0)`, 0.88, `The first item of a list is taken with pop(0).`);
  if (type === 'list' && at.name === 'unshift' && call && args.length === 1 && first)
    return to(
      `Change to '${brief(object)}.insert(0, …)'`,
      `${object}.insert(0, ${file.text.slice(first.from, first.to)})`,
      0.88,
      `An item is put in front with insert(0, …).`,
    );
  if (type === 'types.GeneratorType' && at.name === 'next' && args.length === 0 && call)
    return to(`Change to 'next(${brief(object)})'`, `next(${object})`, 0.95, `In Python 3 it is a function.`);
  if (type === 'str' && at.name === 'decode') {
    // Python 2 decoded what is text already.
    return [
      {
        title: "Remove '.decode(…)'",
        explanation: `In Python 3 this is text already: there is nothing to decode.`,
        edits: [replace(at.object.to, whole.to, '')],
        confidence: 0.7,
      },
    ];
  }
  if (
    type === 'tuple' &&
    at.name === 'append' &&
    first &&
    args.length === 1 &&
    whole.parent?.name === 'ExpressionStatement' &&
    at.object.name === 'VariableName'
  ) {
    return to(
      `Change to '${brief(object)} += (…,)'`,
      `${object} += (${file.text.slice(first.from, first.to)},)`,
      0.55,
      `A tuple cannot be appended to; a longer one takes its place.`,
    );
  }
  if (isNumber(type) || type === 'function') return [];
  return [];
}

/** `[first .second]`: the attribute is a variable of its own, and a comma was meant. */
function dotForComma(file: PythonFile, at: Read, type: string): Proposal[] {
  const parent = at.node.parent?.name;
  const listed = parent !== undefined && /^(?:ArrayExpression|TupleExpression|SetExpression|ArgList)$/.test(parent);
  if (!listed || called(at) || !/^(?:str|int|float|list|tuple|dict|set|bool|bytes)$/.test(type)) return [];
  const home = file.scopes.resolve(at.name, file.scopes.scopeAt(at.from));
  if (!home || home === 'builtin') return [];
  const dot = file.text.lastIndexOf('.', at.from);
  const before = file.text.slice(at.object.to, dot);
  const after = file.text.slice(dot + 1, at.from);
  // A dot that begins a line leaves its comma at the end of the line before.
  const edits = before.includes('\n')
    ? [insert(at.object.to, ','), replace(dot, dot + 1, '')]
    : [replace(dot, dot + 1, after === '' && !/\s$/.test(before) ? ', ' : after === '' ? ', ' : ',')];
  return [
    {
      title: `Change '.' to ',' before '${at.name}'`,
      explanation: `A ${type} has no '${at.name}', but a variable of that name is there: a comma was meant.`,
      edits,
      confidence: 0.82,
    },
  ];
}

const brief = (text: string): string => (text.length > 24 ? `${text.slice(0, 23)}…` : text).replace(/\s+/g, ' ');

function subscripted(file: PythonFile, object: string): boolean {
  return new RegExp(`(?<![\\w.])${escape(object)}\\s*\\[`).test(file.text);
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A set's method on a dict, a list's on a set: where the name was given an empty container of the wrong kind, that is the slip. */
function otherContainer(file: PythonFile, at: Read, type: string): Proposal[] {
  if (type !== 'dict' || !SET_ONLY.has(at.name) || at.object.name !== 'VariableName') return [];
  const name = at.objectText;
  const home = file.scopes.resolve(name, file.scopes.scopeAt(at.from));
  if (!home || home === 'builtin') return [];
  const bindings = (home.bindings.get(name) ?? []).filter((binding) => binding.kind === 'assign');
  const binding = bindings.filter((it) => it.from < at.from).at(-1);
  const value = binding ? assignedValue(binding) : undefined;
  if (
    !value ||
    subscripted(file, name) ||
    new RegExp(`(?<![\\w.])${escape(name)}\\.(?:items|keys|values|get|setdefault)\\b`).test(file.text)
  )
    return [];
  const text = textOf(file, value);
  let made: string | undefined;
  if (/^\{\s*\}$/.test(text) || /^dict\(\s*\)$/.test(text)) made = 'set()';
  else if (value.name === 'DictionaryExpression') {
    const keys = children(value).filter((child, i, all) => all[i + 1]?.name === ':' && child.name !== '**');
    if (keys.length > 0 && keys.length <= 20) made = `{${keys.map((key) => textOf(file, key)).join(', ')}}`;
  }
  if (!made) return [];
  return [
    {
      title: `Make '${name}' a set: '${made}'`,
      explanation: `'${at.name}' belongs to a set, but '${brief(text)}' is a dict.`,
      edits: [replace(value.from, value.to, made)],
      confidence: made === 'set()' ? 0.93 : 0.91,
    },
  ];
}

/** `self.calculateMax(a, b)`, which nobody wrote: its name says a built-in function. */
function described(file: PythonFile, at: Read): Proposal[] {
  const call = called(at) ? at.node.parent : undefined;
  const args = call ? argumentsOf(call) : [];
  if (!call || args.length === 0 || args.some((it) => it.name !== undefined)) return [];
  const plain: Readonly<Record<string, string>> = {
    max: 'max',
    maximum: 'max',
    min: 'min',
    minimum: 'min',
    sum: 'sum',
    total: 'sum',
    abs: 'abs',
    absolute: 'abs',
    len: 'len',
    length: 'len',
    size: 'len',
    sort: 'sorted',
    sorted: 'sorted',
    reversed: 'reversed',
    round: 'round',
    remainder: '%',
    mod: '%',
    modulo: '%',
  };
  const filler =
    /^(?:my|get|find|calculate|calc|compute|custom|helper|method|function|func|do|the|of|list|array|value|values|number|numbers|elements|two|own|new)$/;
  const all = wordsOf(at.name).map((it) => it.word.toLowerCase());
  const words = all.filter((word) => !filler.test(word));
  const [onlyArgument] = args;
  if (onlyArgument && args.length === 1) {
    const argument = file.text.slice(onlyArgument.from, onlyArgument.to);
    const plainName = /^[\w.]+(?:\[[^\]]*\])*$/.test(argument);
    const use = (text: string, confidence: number): Proposal[] => [
      {
        title: `Use '${brief(text)}'`,
        explanation: `No method '${at.name}' exists; Python has this built in.`,
        edits: [replace(call.from, call.to, text)],
        confidence,
      },
    ];
    if (plainName && words.length === 1 && /^(?:reverse|reversed)$/.test(words[0] ?? '') && call.parent?.name !== 'ExpressionStatement')
      return use(`${argument}[::-1]`, 0.66);
    // `self.get_values(counts)`: what a dict gives, as a list, for nothing says that a view will do.
    const view = all.find((word) => /^(?:keys|values|items)$/.test(word));
    const type = onlyArgument.value ? plainType(file, onlyArgument.value, file.scopes.scopeAt(call.from)) : undefined;
    if (
      plainName &&
      view &&
      /^(?:dict|collections\.(?:Counter|defaultdict|OrderedDict))$/.test(type ?? '') &&
      words.every((word) => word === view || /^(?:dict|counts?|all)$/.test(word))
    )
      return use(`list(${argument}.${view}())`, 0.6);
  }
  const builtin = words.length === 1 ? plain[words[0] ?? ''] : undefined;
  if (!builtin) return [];
  const texts = args.map((it) => file.text.slice(it.from, it.to));
  const [first = '', second] = texts;
  const single = /^(?:sum|len|abs|sorted|reversed)$/.test(builtin);
  let text: string | undefined;
  if (builtin === '%') text = second !== undefined && texts.length === 2 ? `${first} % ${second}` : undefined;
  else if (builtin === 'sorted' && call.parent?.name === 'ExpressionStatement')
    text = texts.length === 1 && /^[\w.]+$/.test(first) ? `${first}.sort()` : undefined;
  else if (!single || texts.length === 1) text = `${builtin}(${texts.join(', ')})`;
  return text === undefined
    ? []
    : [
        {
          title: `Use '${brief(text)}'`,
          explanation: `No method '${at.name}' exists; Python has this built in.`,
          edits: [replace(call.from, call.to, text)],
          confidence: 0.66,
        },
      ];
}

/** `self.helper(x)` where `helper` is a function of the file, not a method. */
function withoutSelf(file: PythonFile, at: Read, known: ReturnType<typeof classMembers> | undefined): Proposal[] {
  if (!/^(?:self|cls)$/.test(at.objectText) || known?.defined.has(at.name)) return [];
  const scope = file.scopes.scopeAt(at.from);
  const home = file.scopes.resolve(at.name, scope);
  if (home === undefined) return described(file, at);
  const isFunction =
    home === 'builtin'
      ? called(at) && !/^[A-Z]/.test(at.name)
      : (home.bindings.get(at.name)?.some((binding) => /^(?:def|class|import)$/.test(binding.kind)) ?? false);
  const local = home !== 'builtin' && home.kind !== 'module';
  if (!isFunction && !local) return [];
  return [
    {
      title: `Change '${at.objectText}.${at.name}' to '${at.name}'`,
      explanation: `'${at.name}' is defined outside the class's attributes; it is not reached through '${at.objectText}'.`,
      edits: [
        replace(at.node.from, at.from, ''),
        ...members(file)
          .filter(
            (it) =>
              it.name === at.name &&
              it.object === at.objectText &&
              it.from !== at.from &&
              file.scopes.resolve(at.name, file.scopes.scopeAt(it.from)) === home,
          )
          .map((it) => replace(it.from - at.objectText.length - 1, it.from, '')),
      ],
      confidence: called(at) && isFunction ? (home === 'builtin' ? 0.75 : 0.92) : 0.6,
    },
  ];
}
