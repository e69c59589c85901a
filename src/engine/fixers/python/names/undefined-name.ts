/**
 * Mistake: a name that nothing defines. It is one decision between a slip of the fingers, a missing import, a missing `self.`,
 * a missing parameter and a word of another language, so all of them are weighed here together.
 *
 * Before:  `return pgettext(sgctxt, message)`      After:  `return pgettext(msgctxt, message)`
 * Before:  `data = json.loads(text)`               After:  `import json` on top
 * Before:  `self.total += _rate`                   After:  `self.total += self._rate`
 *
 * When not: the name resembles nothing, no module is known to define it, the class has no such attribute. A definition is never invented.
 *
 * Tests: fixers.test.ts, names.test.ts
 */
import type { SyntaxNode } from '@lezer/common';
import { familyOf } from '../../../detect/family';
import { BUILTINS, type Binding, type NameUse, type Scope } from '../../../syntax/python-scopes';
import { insert, replace, type OffsetEdit } from '../../../syntax/edits';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { classMembers } from '../shared/class-members';
import { MATH_MEMBERS, OTHER_CONSTANTS, OTHER_FUNCTIONS, OTHER_TYPES, OTHER_VALUES, PYTHON2_NAMES } from '../shared/data/aliases';
import { isShort } from '../shared/other-mistakes';
import { addImport } from '../imports/import-edit';
import { missingImports } from './missing-import';
import { missingParameter } from './missing-parameter';
import { commaForDot, inOwnHeader, namesByRole } from './name-by-role';
import { attributeOf, calls, nodeOf, type Option } from './name-option';
import { enclosing, hole, methodAround, parameters, pythonFile, textOf, useAt, type PythonFile } from '../shared/python-file';
import { typeOfBinding } from '../shared/plain-types';
import { similarity } from '../shared/similar';
import { isCommonWord, wordsOf } from '../shared/words';
import { isStandardModule, standardAttributes } from '../shared/stdlib';

export const undefinedName: Fixer = {
  id: 'python/undefined-name',
  languages: PYTHON,
  answers: (problem) => familyOf(problem) === 'undefined-name' && problem.signature.holes['name'] !== undefined,
  async propose(context) {
    const file = pythonFile(context);
    const name = hole(context, 'name');
    const use = name === undefined ? undefined : (useAt(file, name) ?? annotated(file, name));
    if (!use) return [];
    if (file.scopes.resolve(use.name, use.scope) !== undefined) return [];
    const same = file.scopes.undefinedUses().filter((other) => other.name === use.name);
    const dot = commaForDot(file, use);
    if (dot) return [dot];
    const found: Option[] = [
      ...comparedForAssigned(file, use),
      ...otherLanguage(file, use, same),
      ...missingSelf(file, use, same),
      ...typos(file, use, same),
      ...(context.problem.origin === 'diagnostic'
        ? []
        : [...soleParameter(file, use, same), ...namesByRole(file, use, same), ...startList(file, use, same)]),
      ...(await missingImports(file, use, same)),
    ];
    const best = Math.max(0, ...found.filter((it) => it.kind !== 'import').map((it) => it.confidence));
    // A guess is no rival of what is nearly sure.
    const options = [
      ...found.filter((it) => it.kind !== 'import' || it.confidence >= 0.7 || best < 0.85),
      ...missingParameter(file, use, same).filter((it) => it.confidence >= 0.85 || found.every((other) => other.confidence < 0.6)),
    ];
    const settled = settle(options);
    // A program that crashes on a slip has another one beside it more often than a file that a checker reads.
    return context.problem.origin === 'diagnostic' || isShort(file)
      ? settled
      : settled.map((it, i) =>
          /^(?:typo|self|constant)$/.test(options.find((o) => o.title === it.title)?.kind ?? '')
            ? { ...it, confidence: Math.min(it.confidence, i === 0 ? 0.86 : 0.5) }
            : it,
        );
  },
};

/** The first offer must be this likely; where it is not sure itself, less likely ones may stand behind it. */
/** A name within a type comment or an annotation in quotes: the tree has no node for it. */
function annotated(file: PythonFile, name: string): NameUse | undefined {
  const { start, end } = file.context;
  const at = file.scopes.tree.resolveInner(start, 1);
  if (file.text.slice(start, end) !== name || !/^(?:String|Comment|ContinuedString)$/.test(at.name)) return undefined;
  return { name, from: start, to: end, scope: file.scopes.scopeAt(start) };
}

const SHOWN = 0.3;
const BEHIND = 0.15;
const SURE = 0.85;

/** Rival explanations take away from each other: two good ones are each less sure than one alone. */
function settle(options: readonly Option[]): Proposal[] {
  const sorted = [...options].sort((a, b) => b.confidence - a.confidence);
  const ranked = sorted
    .map((option) => {
      const rival = Math.max(0, ...sorted.filter((other) => other.kind !== option.kind).map((other) => other.confidence));
      return { ...option, confidence: option.confidence * (1 - Math.max(0, rival - 0.35) * (rival > option.confidence ? 0.6 : 0.3)) };
    })
    .sort((a, b) => b.confidence - a.confidence);
  const first = ranked[0]?.confidence ?? 0;
  const behind = first >= SHOWN && first < SURE ? BEHIND : SHOWN;
  return ranked
    .filter((option) => option.confidence >= (/^(?:typo|role|constant|self)$/.test(option.kind) ? behind : SHOWN))
    .slice(0, 4)
    .map(({ kind, ...proposal }) => (void kind, proposal));
}

const changeAll = (uses: readonly NameUse[], text: string): OffsetEdit[] => uses.map((use) => replace(use.from, use.to, text));

/** `total == 0` as a statement of its own, where nothing else gives `total` a value; `name == '__main__'`. */
function comparedForAssigned(file: PythonFile, use: NameUse): Option[] {
  const dunder = `__${use.name}__`;
  const at = nodeOf(file, use);
  const comparison = at.parent;
  const op = at.nextSibling;
  if (comparison?.name !== 'BinaryExpression' || op?.name !== 'CompareOp' || textOf(file, op) !== '==') return [];
  if (use.name === 'name' && /^["']__main__["']$/.test(op.nextSibling ? textOf(file, op.nextSibling) : '')) {
    return [
      {
        kind: 'constant',
        title: `Change '${use.name}' to '${dunder}'`,
        explanation: `The module's own name is '${dunder}'.`,
        edits: [replace(use.from, use.to, dunder)],
        confidence: 0.97,
      },
    ];
  }
  if (comparison.parent?.name !== 'ExpressionStatement' || comparison.from !== use.from) return [];
  // Every statement `name == …` of this name was meant so.
  const all = file.scopes.undefinedUses().filter((other) => {
    const its = nodeOf(file, other);
    return (
      other.name === use.name &&
      other.scope === use.scope &&
      its.parent?.name === 'BinaryExpression' &&
      its.parent.from === other.from &&
      its.parent.parent?.name === 'ExpressionStatement' &&
      its.nextSibling &&
      textOf(file, its.nextSibling) === '=='
    );
  });
  return [
    {
      kind: 'constant',
      title: `Change '==' to '='`,
      explanation: `'==' compares; as a statement of its own it gives '${use.name}' no value.`,
      edits: all.flatMap((other) => {
        const its = nodeOf(file, other).nextSibling;
        return its ? [replace(its.from, its.to, '=')] : [];
      }),
      confidence: 0.94,
    },
  ];
}

/** `true`, `null`, `xrange`, `this`: words of other languages and of Python 2. */
function otherLanguage(file: PythonFile, use: NameUse, same: readonly NameUse[]): Option[] {
  const constant = OTHER_CONSTANTS[use.name];
  if (constant) {
    const [python, confidence] = constant;
    return [
      {
        kind: 'constant',
        title: `Change '${use.name}' to '${python}'`,
        explanation: `Python writes '${python}' where other languages write '${use.name}'.`,
        edits: changeAll(same, python),
        confidence,
      },
    ];
  }
  const old = PYTHON2_NAMES[use.name];
  if (old) {
    const [python, confidence] = old;
    return [
      {
        kind: 'constant',
        title: `Change '${use.name}' to '${python}'`,
        explanation: `'${use.name}' is from Python 2; in Python 3 it is '${python}'.`,
        edits: changeAll(same, python),
        confidence,
      },
    ];
  }
  const annotation = enclosing(nodeOf(file, use), 'TypeDef', 'ArgList', 'CallExpression');
  const type = annotation?.name === 'TypeDef' ? OTHER_TYPES.find((it) => it.name.test(use.name)) : undefined;
  if (type) {
    const generic = file.text[use.to] === '[';
    const imported =
      type.typing !== undefined &&
      (file.scopes.resolve(type.typing, use.scope) !== undefined ||
        file.scopes.imports.some((it) => it.name === '*' && it.module === 'typing'));
    // `List` itself is a forgotten import where nothing else of typing tells the file's style.
    if (generic === (type.typing !== undefined) || !generic) {
      const python = imported && type.typing && type.typing !== use.name ? type.typing : type.builtin;
      if (use.name !== type.typing)
        return [
          {
            kind: 'type',
            title: `Change '${use.name}' to '${python}'`,
            explanation: `Python calls this type '${python}'.`,
            edits: changeAll(same, python),
            confidence: 0.91,
          },
        ];
    }
  }
  const value = Object.hasOwn(OTHER_VALUES, use.name) ? OTHER_VALUES[use.name] : undefined;
  if (value)
    return [
      {
        kind: 'constant',
        title: `Change '${use.name}' to "${value}"`,
        explanation: `Python writes it ${value}.`,
        edits: changeAll(same, value),
        confidence: 0.88,
      },
    ];
  const builtin =
    Object.hasOwn(OTHER_FUNCTIONS, use.name) && same.every((other) => calls(other, file)) ? OTHER_FUNCTIONS[use.name] : undefined;
  // An array of a given length is no list of that number.
  if (builtin && /^(?:list|dict|set)$/.test(builtin) && same.some((other) => !/^\s*\(\s*\)/.test(file.text.slice(other.to, other.to + 20))))
    return [];
  if (builtin)
    return [
      {
        kind: 'constant',
        title: `Change '${use.name}' to '${builtin}'`,
        explanation: `Python's function for that is '${builtin}'.`,
        edits: changeAll(same, builtin),
        confidence: /[A-Z]|ln$|len$|printf|^sort$/.test(use.name) ? 0.91 : 0.6,
      },
    ];
  const foreign = foreignMember(file, use, same);
  if (foreign) return [foreign];
  if (use.name === 'this') {
    const method = methodAround(file, use.scope);
    if (method?.self) {
      const here = same.filter((other) => methodAround(file, other.scope)?.self === method.self);
      return [
        {
          kind: 'constant',
          title: `Change 'this' to '${method.self}'`,
          explanation: `In Python the object itself is the method's first parameter, '${method.self}'.`,
          edits: changeAll(here, method.self),
          confidence: 0.94,
        },
      ];
    }
  }
  return [];
}

/** `Math.max(a, b)`, `console.log(x)`, `System.out.println(x)`. */
function foreignMember(file: PythonFile, use: NameUse, same: readonly NameUse[]): Option | undefined {
  const edits: OffsetEdit[] = [];
  let shown = '';
  let needsMath = false;
  for (const other of same) {
    const rest = file.text.slice(other.to, other.to + 40);
    const member =
      use.name === 'Math'
        ? /^\.(\w+)/.exec(rest)
        : use.name === 'console'
          ? /^\.(?:log|info|error|warn|debug)(?=\()/.exec(rest)
          : use.name === 'System'
            ? /^\.out\.print(?:ln|f)?(?=\()/.exec(rest)
            : null;
    const target = member ? (use.name === 'Math' ? MATH_MEMBERS[member[1] ?? ''] : 'print') : undefined;
    if (!member || !target) return undefined;
    needsMath ||= target.startsWith('math.');
    shown ||= target;
    edits.push(replace(other.from, other.to + member[0].length, target));
  }
  if (needsMath && !file.scopes.module.bindings.has('math')) edits.push(...addImport(file, { module: 'math' }));
  return {
    kind: 'constant',
    title: `Use '${shown}'`,
    explanation: `'${use.name}' belongs to another language; Python's own is '${shown}'.`,
    edits,
    confidence: 0.92,
  };
}

/** `name` → `self.name`, and `self` itself where the method forgot it. */
function missingSelf(file: PythonFile, use: NameUse, same: readonly NameUse[]): Option[] {
  const method = methodAround(file, use.scope);
  if (!method) return [];
  const isStatic = method.decorators.some((it) => it === 'staticmethod');
  const isClass = method.decorators.some((it) => it === 'classmethod');
  if (use.name === 'self' || use.name === 'cls') {
    const list = method.definition.getChild('ParamList');
    const open = list?.firstChild;
    if (!list || open?.name !== '(' || isStatic) return [];
    const first = parameters(file, method.definition)[0];
    const text = first || list.firstChild?.nextSibling?.name !== ')' ? `${use.name}, ` : use.name;
    return [
      {
        kind: 'self',
        title: `Add the parameter '${use.name}'`,
        explanation: `A method gets its object as its first parameter; this one uses '${use.name}' without taking it.`,
        edits: [insert(open.to, text)],
        confidence: use.name === 'self' && isClass ? 0.5 : 0.95,
      },
    ];
  }
  if (use.scope === method.classScope) return [];
  const members = classMembers(file, method.classScope);
  const kind = members.defined.get(use.name);
  const reads = members.read.get(use.name) ?? 0;
  if (!kind && reads === 0) return [];
  const prefix = isStatic ? method.classScope.name : method.self;
  if (!prefix || (!isStatic && !/^(?:self|cls|mcs|_?this|s)$/.test(prefix))) return [];
  const called = calls(use, file);
  const here = same.filter((other) => methodAround(file, other.scope)?.definition.from === method.definition.from);
  // `self.rate = rate`: to set it to itself is never meant.
  if (
    here.some((other) =>
      new RegExp(`(?<![\\w.])${prefix}\\.${use.name}\\s*=\\s*$`).test(file.text.slice(Math.max(0, other.from - 120), other.from)),
    )
  )
    return [];
  const confidence = kind === 'method' ? (called ? 0.95 : 0.85) : kind ? (called ? 0.85 : 0.93) : 0.85;
  return [
    {
      kind: 'self',
      title: `Change '${use.name}' to '${prefix}.${use.name}'`,
      explanation: `'${use.name}' belongs to the ${isClass || isStatic ? 'class' : 'object'}: inside a method it is reached through '${prefix}'.`,
      edits: here.map((other) => insert(other.from, `${prefix}.`)),
      confidence,
    },
  ];
}

const STATEMENT_WORDS = ['pass', 'break', 'continue', 'return', 'raise'];

interface Candidate {
  readonly name: string;
  readonly score: number;
  readonly text: string;
  readonly why: string;
}

function typos(file: PythonFile, use: NameUse, same: readonly NameUse[]): Option[] {
  const { scopes } = file;
  const name = use.name;
  const at = nodeOf(file, use);
  const attribute = attributeOf(use, file);
  const called = calls(use, file);
  const annotated = enclosing(at, 'TypeDef', 'ArgList', 'Body')?.name === 'TypeDef';
  const candidates: Candidate[] = [];
  if (at.parent?.name === 'ExpressionStatement' && at.parent.from === use.from && at.parent.to === use.to) {
    for (const word of STATEMENT_WORDS) {
      const near = similarity(name, word);
      if (/^(?:break|continue)$/.test(word) && !enclosing(at, 'ForStatement', 'WhileStatement')) continue;
      if (word === 'return' && use.scope.kind !== 'function') continue;
      if (near >= 0.75) candidates.push({ name: word, score: near + 0.15, text: word, why: `'${word}' is a statement of Python.` });
    }
  }
  for (const word of ['True', 'False', 'None']) {
    const near = similarity(name, word);
    // `rue`, `Nnoe`; but `zone` is a word of its own.
    const begins = name[0]?.toLowerCase() === word[0]?.toLowerCase() || word.endsWith(name);
    if (near >= 0.75 && begins) candidates.push({ name: word, score: near + 0.03, text: word, why: `'${word}' is a constant of Python.` });
  }
  const usesOf = useCounts(file);
  const receivers = attribute === undefined ? undefined : receiversOf(file, attribute);
  const visible = scopes.visible(use.scope);
  const onlyUnused = soleUnusedParameter(file, use, usesOf);
  for (const [candidate, where] of visible) {
    if (candidate === name || boundOnlyBy(where.bindings, at)) continue;
    const near = Math.max(similarity(name, candidate), same.length <= 2 ? affixed(name, candidate) : 0);
    const unused = unusedParameter(file, where.scope, where.bindings, candidate, use.scope, usesOf);
    const forgotten = unused && near < 0.5 && onlyUnused === candidate;
    if (near < 0.5 && !forgotten) continue;
    const own = where.scope === use.scope;
    let score = (forgotten ? 0.5 : near) + (own ? 0.04 : where.scope.kind === 'module' ? 0 : 0.02);
    if (unused) score += 0.12;
    else if ((usesOf.get(candidate) ?? 0) === 0 && where.bindings.every((binding) => binding.kind !== 'def' && binding.kind !== 'class'))
      score += 0.05;
    if (annotated && where.bindings.every((binding) => /^(?:def|param|for|with|except|augmented)$/.test(binding.kind))) score -= 0.3;
    if (receivers?.has(candidate)) score += 0.1;
    if (attribute !== undefined) {
      const type = typeOfBinding(file, where.scope, where.bindings, use.from);
      const known = type === undefined ? undefined : standardAttributes(type);
      if (known?.includes(attribute)) score += 0.1;
      else if (known || type === 'function') score -= 0.3;
    }
    if (called && where.bindings.some((binding) => binding.kind === 'def' || binding.kind === 'class' || binding.kind === 'import'))
      score += 0.02;
    if (called && where.bindings.every((binding) => binding.kind === 'for' || binding.kind === 'augmented')) score -= 0.1;
    if (where.bindings.every((binding) => binding.from > use.from) && own) score -= 0.15;
    if (inOwnHeader(file, at, candidate)) score -= 0.3;
    candidates.push({ name: candidate, score, text: candidate, why: `'${candidate}' is defined ${own ? 'here' : 'in this file'}.` });
  }
  for (const builtin of BUILTINS) {
    if (
      visible.has(builtin) ||
      /^(?:None|True|False)$/.test(builtin) ||
      builtin === 'copyright' ||
      builtin === 'credits' ||
      builtin === 'license' ||
      builtin === 'quit'
    )
      continue;
    const near = similarity(name, builtin);
    if (near < 0.6) continue;
    const isClass = /^[A-Z]/.test(builtin);
    if (
      annotated &&
      !/^(?:str|int|float|bool|bytes|list|dict|set|tuple|frozenset|type|object|complex|bytearray|memoryview|range|slice|[A-Z]\w*)$/.test(
        builtin,
      )
    )
      continue;
    let score = near - (isClass === /^[A-Z]/.test(name) ? 0.02 : 0.1) - (builtin.startsWith('__') && !name.startsWith('__') ? 0.2 : 0);
    if (attribute !== undefined && !standardAttributes(builtin)?.includes(attribute)) score -= 0.3;
    if (file.text[use.to] === '[' && !/^(?:list|dict|tuple|set|frozenset|type)$/.test(builtin)) score -= 0.25;
    if (!isClass) score += called ? 0.03 : attribute === undefined && inArguments(at) ? 0 : -0.15;
    candidates.push({ name: builtin, score, text: builtin, why: `'${builtin}' is built in.` });
  }
  if (scopes.star) {
    // What a star import brings is not known; names that the file uses elsewhere without binding them come from there.
    const other = new Set(scopes.undefinedUses().map((it) => it.name));
    for (const word of new Set(file.text.match(/\b[A-Za-z_]\w{3,60}\b/g) ?? [])) {
      if (word === name || visible.has(word) || BUILTINS.has(word) || candidates.some((it) => it.name === word)) continue;
      const near = similarity(name, word);
      if (near >= 0.75)
        candidates.push({
          name: word,
          score: near - (other.has(word) ? 0.02 : 0.15),
          text: word,
          why: `'${word}' is used elsewhere in this file.`,
        });
    }
    for (const it of scopes.imports) {
      const tail = it.name === '*' ? /\.(\w+)$/.exec(it.module)?.[1] : undefined;
      const near = tail ? similarity(name, tail) : 0;
      if (tail && near >= 0.75) candidates.push({ name: tail, score: near, text: tail, why: `'${tail}' comes with its star import.` });
    }
  }
  const method = methodAround(file, use.scope);
  if (method?.self && method.self === 'self') {
    for (const [member, kind] of classMembers(file, method.classScope).defined) {
      const near = similarity(name, member);
      const itself = file.text
        .slice(Math.max(0, use.from - 400), use.from)
        .trimEnd()
        .replace(/(?<!\s)\s*=$/, '')
        .endsWith(`self.${member}`);
      if (near >= 0.8 && !itself && (kind === 'method') === called)
        candidates.push({ name: member, score: near - 0.12, text: `self.${member}`, why: `'${member}' belongs to the object.` });
    }
  }
  const byName = new Map<string, Candidate>();
  for (const candidate of candidates)
    if ((byName.get(candidate.text)?.score ?? -1) < candidate.score) byName.set(candidate.text, candidate);
  const ranked = [...byName.values()].sort((a, b) => b.score - a.score);
  const [first] = ranked;
  if (!first) return [];
  return ranked.slice(0, 3).flatMap((candidate, i) => {
    const rival = i === 0 ? (ranked[1]?.score ?? 0) : first.score;
    const sure = confidenceOf(name, candidate.score, candidate.score - rival, same.length);
    if (sure < (i === 0 ? SHOWN : BEHIND)) return [];
    const reach = same.filter((other) => sameMeaning(file, other, use, candidate.name));
    return [
      {
        kind: 'typo' as const,
        title: `Change '${name}' to '${candidate.text}'`,
        explanation: `Nothing defines '${name}'. ${candidate.why}`,
        edits: changeAll(reach.length > 0 ? reach : [use], candidate.text),
        confidence: sure,
      },
    ];
  });
}

/** From nearness (about 0.5 to 1.1), the lead over the next candidate, and how often the name is written: a slip is seldom repeated. */
function confidenceOf(name: string, score: number, leadBy: number, times: number): number {
  let sure = score >= 0.95 ? 0.96 : score >= 0.85 ? 0.93 : score >= 0.78 ? 0.87 : score >= 0.7 ? 0.7 : score >= 0.62 ? 0.5 : 0.35;
  if (leadBy < 0) sure *= leadBy > -0.05 ? 0.5 : 0.35;
  else if (leadBy < 0.04) sure *= 0.75;
  else if (leadBy < 0.08) sure *= 0.92;
  if (name.length <= 2) sure *= 0.6;
  else if (name.length === 3) sure *= 0.9;
  // A slip seldom makes a real word; a word that code is full of is rather a name that was forgotten.
  if (wordsOf(name).every(({ word }) => isCommonWord(word)) && score < 0.95) sure *= 0.88;
  if (times >= 4) sure *= 0.85;
  if (times >= 2 && score < 0.85) sure *= 0.7;
  return sure;
}

/** `no_nums` for `nums`, `data` for `my_data`: a prefix or suffix more or less, at a word's edge. */
function affixed(a: string, b: string): number {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length < 3 || short.length / long.length < 0.4) return 0;
  const at = long.indexOf(short);
  if (at < 0) return 0;
  if (at === 0 && /[a-z]/.test(long[short.length] ?? '')) return 0.6; // elem, element
  const before = long[at - 1];
  const after = long[at + short.length];
  if (before !== undefined && /[a-z]/.test(before) && /^[A-Z]/.test(short) && after === undefined) return 0.62; // myList, List
  return (before === undefined || before === '_') &&
    (after === undefined || after === '_' || (after === 's' && at + short.length + 1 === long.length))
    ? 0.6
    : 0;
}

const counted = new WeakMap<object, ReadonlyMap<string, number>>();

function useCounts(file: PythonFile): ReadonlyMap<string, number> {
  const known = counted.get(file.scopes);
  if (known) return known;
  const counts = new Map<string, number>();
  for (const use of file.scopes.uses) counts.set(use.name, (counts.get(use.name) ?? 0) + 1);
  counted.set(file.scopes, counts);
  return counts;
}

/** A parameter of the function around the use that is never read: what else was it taken for. */
function unusedParameter(
  file: PythonFile,
  owner: Scope,
  bindings: readonly Binding[],
  candidate: string,
  scope: Scope,
  counts: ReadonlyMap<string, number>,
): boolean {
  if (!bindings.every((binding) => binding.kind === 'param') || candidate.startsWith('_') || candidate === 'self' || candidate === 'cls')
    return false;
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    if (at !== owner) continue;
    if ((counts.get(candidate) ?? 0) === 0) return true;
    return !file.scopes.uses.some((use) => use.name === candidate && use.from >= owner.node.from && use.to <= owner.node.to);
  }
  return false;
}

/**
 * A function of one parameter that reads a container by another name: `def ages(lst): for x in a:`. Only a guess: for crashes, where
 * nothing better is known.
 */
function soleParameter(file: PythonFile, use: NameUse, same: readonly NameUse[]): Option[] {
  let scope: Scope | undefined = use.scope;
  while (scope && scope.kind !== 'function') scope = scope.parent;
  if (!scope || scope.node.name !== 'FunctionDefinition' || standardModuleName(use.name)) return [];
  const all = parameters(file, scope.node).filter((it) => it.name !== 'self' && it.name !== 'cls');
  const [only] = all;
  if (!only || all.length !== 1 || only.kind !== 'positional') return [];
  const container = (other: NameUse): boolean => {
    const at = nodeOf(file, other);
    return (
      at.prevSibling?.name === 'in' ||
      file.text[other.to] === '[' ||
      /^\.(?:append|remove|pop|index|count|sort|insert)\b/.test(file.text.slice(other.to, other.to + 10))
    );
  };
  const own = file.scopes.uses.filter(
    (other) => other.name === only.name && other.from > (scope?.node.from ?? 0) && other.to < (scope?.node.to ?? 0),
  );
  if (
    !same.some(container) ||
    !own.some((other) => container(other) || nodeOf(file, other).parent?.name === 'WhileStatement' || calledLen(file, other))
  )
    return [];
  const reach = same.filter((other) => other.from >= (scope?.node.from ?? 0) && other.to <= (scope?.node.to ?? 0));
  return [
    {
      kind: 'constant',
      title: `Change '${use.name}' to '${only.name}'`,
      explanation: `Nothing defines '${use.name}'; '${only.name}' is all that the function is given.`,
      edits: changeAll(reach, only.name),
      confidence: 0.42,
    },
  ];
}

const calledLen = (file: PythonFile, use: NameUse): boolean => file.text.slice(use.from - 4, use.from) === 'len(';
const standardModuleName = (name: string): boolean => isStandardModule(name) && name.length > 2;

/** `found.append(x)` … `return found`, and `found` never begins: the empty list at the start was forgotten. */
function startList(file: PythonFile, use: NameUse, same: readonly NameUse[]): Option[] {
  let scope: Scope | undefined = use.scope;
  while (scope && scope.kind !== 'function') scope = scope.parent;
  if (!scope || scope.node.name !== 'FunctionDefinition') return [];
  const appended = same.find((other) => /^\.append\(/.test(file.text.slice(other.to, other.to + 8)));
  const body = scope.node.getChild('Body');
  const loop = appended ? outermostLoop(nodeOf(file, appended), body) : undefined;
  // What was collected is used after the loop, or the slip is another one.
  const used = loop !== undefined && same.some((other) => other.from > loop.to);
  if (!appended || !used || same.some((other) => other.scope !== scope) || same.some((other) => other.from < loop.from)) return [];
  const { source } = file.context;
  return [
    {
      kind: 'constant',
      title: `Start with '${use.name} = []'`,
      explanation: `Items are appended to '${use.name}' and used later, but it never begins as a list.`,
      edits: [insert(loop.from, `${use.name} = []${source.eol}${source.indentOf(source.lineOf(loop.from))}`)],
      confidence: 0.55,
    },
  ];
}

function outermostLoop(at: SyntaxNode, body: SyntaxNode | null): SyntaxNode | undefined {
  let best: SyntaxNode | undefined;
  for (
    let loop = enclosing(at, 'ForStatement', 'WhileStatement');
    loop && body && loop.from >= body.from;
    loop = enclosing(loop.parent, 'ForStatement', 'WhileStatement')
  )
    best = loop;
  return best;
}

/** The one parameter of the function around that is never read, where the name is also the only one undefined there. */
function soleUnusedParameter(file: PythonFile, use: NameUse, counts: ReadonlyMap<string, number>): string | undefined {
  let scope: Scope | undefined = use.scope;
  while (scope && scope.kind !== 'function') scope = scope.parent;
  const owner = scope;
  const body = owner?.node.getChild('Body');
  if (
    !owner ||
    !body ||
    file.scopes
      .undefinedUses()
      .some(
        (other) =>
          other.name !== use.name && other.from >= body.from && other.to <= body.to && !(file.scopes.star && /^[A-Z]/.test(other.name)),
      )
  )
    return undefined;
  const unused = [...owner.bindings].filter(
    ([name, bindings]) => bindings.length === 1 && unusedParameter(file, owner, bindings, name, owner, counts),
  );
  return unused.length === 1 ? unused[0]?.[0] : undefined;
}

/** Names from which the same attribute is read elsewhere. */
function receiversOf(file: PythonFile, attribute: string): Set<string> {
  const out = new Set<string>();
  for (const use of file.scopes.uses)
    if (file.text.startsWith(`.${attribute}`, use.to) && !/\w/.test(file.text[use.to + attribute.length + 1] ?? '')) out.add(use.name);
  return out;
}

/** The only binding is the statement or comprehension that the use itself stands in: `x = y_of(xx)` may not become `x = y_of(x)`. */
function boundOnlyBy(bindings: readonly Binding[], use: SyntaxNode): boolean {
  return bindings.every((binding) => {
    if (use.from < binding.node.from || use.to > binding.node.to) return false;
    if (binding.kind === 'assign') return true;
    // `def total() -> Total`, `class Token(Token)`: the header does not mean what it defines.
    if (binding.kind === 'def' || binding.kind === 'class') {
      const itsBody = binding.node.getChild('Body');
      return itsBody !== null && use.to <= itsBody.from;
    }
    // The value that a loop runs over is read before its variable is there.
    const body = binding.kind === 'for' && binding.node.name === 'ForStatement' ? binding.node.getChild('Body') : undefined;
    return body !== undefined && body !== null && use.to <= body.from;
  });
}

function inArguments(at: SyntaxNode): boolean {
  return at.parent?.name === 'ArgList' || at.parent?.name === 'TypeDef' || enclosing(at, 'TypeDef', 'ArgList') !== undefined;
}

/** Whether `candidate` means the same thing at both uses. */
function sameMeaning(file: PythonFile, a: NameUse, b: NameUse, candidate: string): boolean {
  return a === b || file.scopes.resolve(candidate, a.scope) === file.scopes.resolve(candidate, b.scope);
}
