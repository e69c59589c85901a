// A reading of an undefined name: a slip for a name that is known where it is used. What else the file says of both decides between
// names that are as near, and tells a slip from another word.

import type { SyntaxNode } from '@lezer/common';
import { BUILTINS, children, type Binding, type ImportedName, type NameUse, type Scope } from '../../../syntax/python-scopes';
import { classMembers } from '../shared/class-members';
import { typeOfBinding } from '../shared/plain-types';
import { enclosing, functionAround, methodAround, textOf, type PythonFile } from '../shared/python-file';
import { byNearness, nearName, similarity, slipFeatures, slipVariant, type NearName, type Nearness } from '../shared/similar';
import { standardAttributes, standardExports } from '../shared/stdlib';
import { isCommonWord, wordsOf } from '../shared/words';
import { isSlipInImport } from './imported-otherwise';
import { inOwnHeader } from './name-by-role';
import { attributeOf, calls, changeAll, nodeOf, type Ground, type Option } from './name-option';

interface Candidate extends NearName {
  /** Which difference would make it the name that was meant. */
  readonly kind: 'slip' | 'word-more-or-less' | 'unused-parameter' | 'slip-of-star-name' | 'slip-of-member';
  /** What is written in the place of the name. */
  readonly text: string;
  readonly why: string;
  /** How many facts speak against it. */
  readonly contradictions: number;
}

/** The name as it is used, asked once for all candidates. */
interface Place {
  readonly file: PythonFile;
  readonly use: NameUse;
  readonly same: readonly NameUse[];
  readonly at: SyntaxNode;
  /** The attribute that is read from it. */
  readonly attribute: string | undefined;
  readonly called: boolean;
  readonly annotates: boolean;
}

/** Further candidates behind the first: a third is seldom looked at. */
const MAX_CANDIDATES = 3;

export function misspeltName(file: PythonFile, use: NameUse, same: readonly NameUse[]): Option[] {
  const at = nodeOf(file, use);
  const place: Place = {
    file,
    use,
    same,
    at,
    attribute: attributeOf(use, file),
    called: calls(use, file),
    annotates: enclosing(at, 'TypeDef', 'ArgList', 'Body')?.name === 'TypeDef',
  };
  const ranked = best([
    ...statementWords(place),
    ...constants(place),
    ...visibleNames(place),
    ...builtins(place),
    ...namesOfStarImports(place),
    ...members(place),
  ]).filter(({ text }) => !makesItself(place, text));
  const [first] = ranked;
  if (!first || isNoSlip(place, first)) return [];
  const ground = groundOf(place, ranked);
  return ranked
    .slice(0, MAX_CANDIDATES)
    .map((candidate, i): Option => {
      const reach = same.filter((other) => sameMeaning(file, other, use, candidate.name));
      return {
        ground: i === 0 ? ground : 'guess',
        variant: variantOf(place, ranked, i),
        features: {
          ...slipFeatures(use.name, ranked, i),
          contradictions: candidate.contradictions,
          uses: same.length,
          builtin: Number(BUILTINS.has(candidate.text)),
        },
        title: `Change '${use.name}' to '${candidate.text}'`,
        explanation: `Nothing defines '${use.name}'. ${candidate.why}`,
        edits: changeAll(reach.length > 0 ? reach : [use], candidate.text),
      };
    })
    .filter((_, i) => i === 0 || isWorthSecond(ranked[i], first, ground));
}

/** `amount += amont`, `self.rate = self.rte`, `a == aa`: with the same on both sides it would say nothing, so that is not what was meant. */
function makesItself({ file, at }: Place, text: string): boolean {
  const whole = at.parent;
  if (whole?.name === 'BinaryExpression') {
    const [left, operator, right] = children(whole);
    const compares =
      operator?.name === 'CompareOp' || operator?.name === 'is' || /^(?:-|\/|\/\/|%)$/.test(operator ? textOf(file, operator) : '');
    const other = left?.from === at.from ? right : left;
    return compares && other !== undefined && textOf(file, other) === text;
  }
  if (whole?.name !== 'AssignStatement' && whole?.name !== 'UpdateStatement') return false;
  const [target] = children(whole);
  return whole.lastChild?.from === at.from && target !== undefined && target.from !== at.from && textOf(file, target) === text;
}

/** Behind a sure first only what is as near, behind an unsure one all that nothing speaks against. */
function isWorthSecond(candidate: Candidate | undefined, first: Candidate, ground: Ground): boolean {
  return candidate?.contradictions === 0 && (ground !== 'fact' || candidate.edits === first.edits);
}

/** Each once, best first. */
function best(candidates: readonly Candidate[]): Candidate[] {
  const sorted = [...candidates].sort((a, b) => a.contradictions - b.contradictions || order(a) - order(b) || byNearness(a, b));
  return sorted.filter((candidate, i) => sorted.findIndex((other) => other.text === candidate.text) === i);
}

/** A slip explains the name better than another word does, and that better than a parameter that is left over. */
function order({ kind }: Candidate): number {
  return kind === 'unused-parameter' ? 2 : kind === 'word-more-or-less' ? 1 : 0;
}

/** A slip is seldom made twice: where the best candidate has something against it, or the name is next to nothing, once is all it may be. */
function isNoSlip({ use, same }: Place, { contradictions, edits }: Candidate): boolean {
  const tiny = use.name.length <= 2 && edits > 0;
  return contradictions > 0 ? same.length > 1 || tiny : tiny && same.length > 1;
}

function variantOf(place: Place, ranked: readonly Candidate[], index: number): string {
  const candidate = ranked[index];
  if (index > 0 || !candidate) return 'next-slip';
  if (candidate.contradictions > 0) return 'contradicted-slip';
  if (candidate.kind !== 'slip') return candidate.kind;
  const variant = slipVariant(
    place.use.name,
    ranked.filter((other) => other.kind === 'slip' && other.contradictions === 0),
  );
  return variant === 'slip-of-one-edit' && isRealWord(place.use.name) ? 'slip-to-real-word' : variant;
}

function groundOf(place: Place, ranked: readonly Candidate[]): Ground {
  switch (variantOf(place, ranked, 0)) {
    case 'slip-of-case':
    case 'slip-of-one-edit':
      return 'fact';
    case 'contradicted-slip':
    case 'unused-parameter':
    case 'word-more-or-less':
      return 'guess';
    default:
      return 'sign';
  }
}

/** A slip seldom makes a real word; a word that code is full of is rather a name that was forgotten. */
const isRealWord = (name: string): boolean => wordsOf(name).every(({ word }) => isCommonWord(word));

const count = (...facts: readonly boolean[]): number => facts.filter(Boolean).length;

type Facts = Pick<Candidate, 'kind' | 'text' | 'why' | 'contradictions' | 'signs'>;

function candidate(typed: string, name: string, facts: Facts): Candidate | undefined {
  const near = nearName(typed, name, facts.signs);
  return near && { ...facts, ...near };
}

const given = <T>(items: readonly (T | undefined)[]): T[] => items.filter((it) => it !== undefined);

/** Constants and statements are near enough where three letters of four stay. */
const MIN_WORD = 0.75;

const STATEMENT_WORDS = ['pass', 'break', 'continue', 'return', 'raise'];

/** `brek` as a statement of its own. */
function statementWords({ use, at }: Place): Candidate[] {
  if (at.parent?.name !== 'ExpressionStatement' || at.parent.from !== use.from || at.parent.to !== use.to) return [];
  const possible = STATEMENT_WORDS.filter(
    (word) =>
      similarity(use.name, word) >= MIN_WORD &&
      (!/^(?:break|continue)$/.test(word) || enclosing(at, 'ForStatement', 'WhileStatement')) &&
      (word !== 'return' || use.scope.kind === 'function'),
  );
  // A name alone does nothing: two things speak for the statement, its form and its place.
  return given(
    possible.map((word) =>
      candidate(use.name, word, { kind: 'slip', text: word, why: `'${word}' is a statement of Python.`, contradictions: 0, signs: 2 }),
    ),
  );
}

/** `rue`, `Nnoe`; but `zone` is a word of its own. */
function constants({ use: { name } }: Place): Candidate[] {
  const possible = ['True', 'False', 'None'].filter(
    (word) => similarity(name, word) >= MIN_WORD && (name[0]?.toLowerCase() === word[0]?.toLowerCase() || word.endsWith(name)),
  );
  return given(
    possible.map((word) =>
      candidate(name, word, { kind: 'slip', text: word, why: `'${word}' is a constant of Python.`, contradictions: 0, signs: 1 }),
    ),
  );
}

/** An import of what the standard module does not have. */
function isMissingInStandard(file: PythonFile, { module, member }: ImportedName): boolean {
  const known = member === undefined || member === '*' ? undefined : standardExports(module, file.minor);
  return known !== undefined && !known.includes(member ?? '');
}

/** What the file itself binds, as far as it is seen from the place. */
function visibleNames(place: Place): Candidate[] {
  const { file, use, same, at, attribute, called, annotates } = place;
  const counts = useCounts(file);
  const receivers = attribute === undefined ? undefined : receiversOf(file, attribute);
  const onlyUnused = soleUnusedParameter(file, use, counts);
  // A name that its module does not have is itself misspelt: nobody can have meant it.
  const broken = new Set(
    file.scopes.imports.filter((it) => isMissingInStandard(file, it) || isSlipInImport(file, it, use, same)).map((it) => it.name),
  );
  const out: Candidate[] = [];
  for (const [name, where] of file.scopes.visible(use.scope)) {
    const { bindings } = where;
    if (name === use.name || boundOnlyBy(bindings, at) || broken.has(name)) continue;
    const isKind = (...kinds: readonly Binding['kind'][]): boolean => bindings.every((binding) => kinds.includes(binding.kind));
    const unused = unusedParameter(file, where.scope, bindings, name, use.scope, counts);
    const neverRead = unused || ((counts.get(name) ?? 0) === 0 && bindings.every(({ kind }) => kind !== 'def' && kind !== 'class'));
    const own = where.scope === use.scope;
    const type = attribute === undefined ? undefined : typeOfBinding(file, where.scope, bindings, use.from);
    const attributes = type === undefined ? undefined : standardAttributes(type);
    const hasAttribute = attribute !== undefined && (attributes?.includes(attribute) ?? false);
    const facts = {
      text: name,
      why: `'${name}' is defined ${own ? 'here' : 'in this file'}.`,
      signs: count(
        where.scope.kind !== 'module',
        unused,
        neverRead,
        receivers?.has(name) ?? false,
        hasAttribute,
        called && bindings.some(({ kind }) => kind === 'def' || kind === 'class' || kind === 'import'),
      ),
      contradictions: count(
        annotates && isKind('def', 'param', 'for', 'with', 'except', 'augmented'),
        attribute !== undefined && !hasAttribute && (attributes !== undefined || type === 'function'),
        called && isKind('for', 'augmented'),
        own && bindings.every((binding) => binding.from > use.from),
        inOwnHeader(file, at, name),
      ),
    };
    const slip = candidate(use.name, name, { kind: 'slip', ...facts });
    if (slip) out.push(slip);
    else if (same.length <= 2 && differsByWord(use.name, name))
      out.push({ kind: 'word-more-or-less', name, ...facts, ...lengthsApart(use.name, name) });
    else if (unused && onlyUnused === name)
      out.push({ kind: 'unused-parameter', name, ...facts, edits: Math.max(use.name.length, name.length), similarity: 0 });
  }
  return out;
}

/** Builtins that no program means. */
const INTERACTIVE: ReadonlySet<string> = new Set(['copyright', 'credits', 'license', 'quit']);
const TYPES = /^(?:str|int|float|bool|bytes|list|dict|set|tuple|frozenset|type|object|complex|bytearray|memoryview|range|slice|[A-Z]\w*)$/;
const GENERIC = /^(?:list|dict|tuple|set|frozenset|type)$/;

function builtins({ file, use, at, attribute, called, annotates }: Place): Candidate[] {
  const visible = file.scopes.visible(use.scope);
  const out: (Candidate | undefined)[] = [];
  for (const builtin of BUILTINS) {
    if (visible.has(builtin) || /^(?:None|True|False)$/.test(builtin) || INTERACTIVE.has(builtin)) continue;
    // Four underscores are no slip: `name` is a name of its own; so is every other plain word that holds a value.
    if (builtin.startsWith('__') && !/^_|_$/.test(use.name)) continue;
    const isValue = !called && !annotates && !use.name.includes('_') && !/^[A-Z]/.test(builtin);
    if (isValue && (builtin === 'print' || isRealWord(use.name))) continue;
    // What is calculated with is no function; one is given to another, decorates, or stands alone.
    if (isValue && !inArguments(at) && !/^(?:Decorator|ExpressionStatement)$/.test(at.parent?.name ?? '')) continue;
    if (annotates && !TYPES.test(builtin)) continue;
    const isClass = /^[A-Z]/.test(builtin);
    out.push(
      candidate(use.name, builtin, {
        kind: 'slip',
        text: builtin,
        why: `'${builtin}' is built in.`,
        signs: count(called && !isClass),
        contradictions: count(
          isClass !== /^[A-Z]/.test(use.name),
          builtin.startsWith('__') && !use.name.startsWith('__'),
          attribute !== undefined && !standardAttributes(builtin)?.includes(attribute),
          file.text[use.to] === '[' && !GENERIC.test(builtin),
          !isClass && !called && (attribute !== undefined || !inArguments(at)),
        ),
      }),
    );
  }
  return given(out);
}

/** What a star import brings is not known; names that the file uses elsewhere without binding them come from there. */
function namesOfStarImports({ file, use: { name, scope } }: Place): Candidate[] {
  const { scopes } = file;
  if (!scopes.star) return [];
  const visible = scopes.visible(scope);
  const unbound = new Set(scopes.undefinedUses().map((it) => it.name));
  const slip = (text: string, why: string, signs: number): Candidate | undefined =>
    similarity(name, text) >= MIN_WORD
      ? candidate(name, text, { kind: 'slip-of-star-name', text, why, signs, contradictions: 0 })
      : undefined;
  const words = [...new Set(file.text.match(/\b[A-Za-z_]\w{3,60}\b/g) ?? [])].filter((word) => !visible.has(word) && !BUILTINS.has(word));
  const tails = scopes.imports.flatMap((it) => (it.name === '*' ? (/\.(\w+)$/.exec(it.module)?.[1] ?? []) : []));
  return given([
    ...words.map((word) => slip(word, `'${word}' is used elsewhere in this file.`, count(unbound.has(word)))),
    ...tails.map((tail) => slip(tail, `'${tail}' comes with its star import.`, 1)),
  ]);
}

/** A member of the class, its `self.` left out besides: nearer than a plain slip must be. */
const MIN_MEMBER = 0.8;

function members({ file, use, called }: Place): Candidate[] {
  const method = methodAround(file, use.scope);
  if (method?.self !== 'self') return [];
  const before = file.text
    .slice(Math.max(0, use.from - 400), use.from)
    .trimEnd()
    .replace(/(?<!\s)\s*=$/, '');
  return given(
    [...classMembers(file, method.classScope).defined]
      .filter(
        ([member, kind]) =>
          similarity(use.name, member) >= MIN_MEMBER && !before.endsWith(`self.${member}`) && (kind === 'method') === called,
      )
      .map(([member]) =>
        candidate(use.name, member, {
          kind: 'slip-of-member',
          text: `self.${member}`,
          why: `'${member}' belongs to the object.`,
          signs: 0,
          contradictions: 0,
        }),
      ),
  );
}

/** `no_nums` for `nums`, `data` for `my_data`: a prefix or suffix more or less, at a word's edge. */
function differsByWord(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length < 3 || short.length / long.length < 0.4) return false;
  const at = long.indexOf(short);
  if (at < 0) return false;
  if (at === 0 && /[a-z]/.test(long[short.length] ?? '')) return true; // elem, element
  const before = long[at - 1];
  const after = long[at + short.length];
  if (before !== undefined && /[a-z]/.test(before) && /^[A-Z]/.test(short) && after === undefined) return true; // myList, List
  return (
    (before === undefined || before === '_') &&
    (after === undefined || after === '_' || (after === 's' && at + short.length + 1 === long.length))
  );
}

/** How near a name is to one that it is a part of. */
function lengthsApart(a: string, b: string): Nearness {
  const [shorter, longer] = [Math.min(a.length, b.length), Math.max(a.length, b.length)];
  return { edits: longer - shorter, similarity: shorter / longer };
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
  name: string,
  scope: Scope,
  counts: ReadonlyMap<string, number>,
): boolean {
  if (!bindings.every((binding) => binding.kind === 'param') || name.startsWith('_') || name === 'self' || name === 'cls') return false;
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    if (at !== owner) continue;
    if ((counts.get(name) ?? 0) === 0) return true;
    return !file.scopes.uses.some((use) => use.name === name && use.from >= owner.node.from && use.to <= owner.node.to);
  }
  return false;
}

/** The one parameter of the function around that is never read, where the name is also the only one undefined there. */
function soleUnusedParameter(file: PythonFile, use: NameUse, counts: ReadonlyMap<string, number>): string | undefined {
  const owner = functionAround(use.scope);
  const body = owner?.node.getChild('Body');
  if (!owner || !body) return undefined;
  const others = file.scopes
    .undefinedUses()
    .filter((other) => other.name !== use.name && other.from >= body.from && other.to <= body.to)
    .filter((other) => !(file.scopes.star && /^[A-Z]/.test(other.name)));
  if (others.length > 0) return undefined;
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
