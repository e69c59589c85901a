// A missing import where the module itself can't be seen: what the file's other imports make likely.
//
// Before:  import { ByteUtils } from './utils/byte_utils'; … throw new BSONError()
// When not: one of the file's own modules is found; then the language service knows who exports the name, or nobody does.

import type * as tsModule from 'typescript';
import { inOrder } from '../../framework/checked-proposals';
import { wordsIn } from '../../framework/identifiers';
import { isFound, type TypedPlace } from '../../framework/typed-place';
import type { TypedProposal } from '../../framework/typed-rule';
import { importsOf, joined, newImport, quoteOf, type Import } from './imports';
import { baseOf, habitOf, isNamedAfter, moduleNamed, type Habit, type Joining } from './module-names';
import { isNamespace, isOnlyType } from './uses';

/** Likeliest first. */
const ORDER = [
  'guess-folder-index',
  'guess-imported-module',
  'guess-by-other-imports',
  'guess-module-of-like-names',
  'guess-by-word-joining',
  'guess-other-form',
  'guess-module-of-like-types',
];
const MAX_GUESSES = 3;

export function guessedImports(place: TypedPlace, node: tsModule.Identifier, name: string): TypedProposal[] {
  const all = importsOf(place).filter(({ specifier }) => specifier.startsWith('.'));
  if (all.some(({ specifier }) => isFound(place, specifier))) return [];
  const imports = all.filter(({ kind }) => kind === 'import');
  const [handedOn, second] = all.filter(({ kind, specifier }) => kind === 'export' && isNamedAfter(specifier, name));
  if (handedOn && !second) return [fromReexport(place, imports, handedOn, node, name)];
  const [first] = imports;
  if (!first) return [];
  const guess = { place, node, name, imports, isType: isOnlyType(place, node, name) };
  const lists = joinedLists(guess);
  // A module that gives names of the same words already is right three times as often as one that nothing here speaks of.
  const isLike = lists.some(({ variant }) => variant === 'guess-module-of-like-names');
  const made = newImports(guess, habitOf(place.path, imports), first).filter(
    ({ variant }) => !isLike || !/^guess-(?:by|other)-/.test(variant),
  );
  const found = [...lists, ...made];
  return inOrder(ORDER, found).slice(0, MAX_GUESSES);
}

/** The file hands on all of a module that is named like what is missing: `export * from './change-event'`. */
function fromReexport(
  place: TypedPlace,
  imports: readonly Import[],
  known: Import,
  node: tsModule.Identifier,
  name: string,
): TypedProposal {
  const { text, file } = place;
  const line = text.slice(known.start, known.end);
  const quote = quoteOf(line) ?? "'";
  const semicolon = line.endsWith(';') ? ';' : '';
  const type = isOnlyType(place, node, name) && imports.some((one) => one.typeOnly) ? 'type ' : '';
  const written = `import ${type}{ ${name} } from ${quote}${known.specifier}${quote}${semicolon}`;
  const top = Math.min(known.start, file.statements[0]?.getStart(file) ?? 0);
  return {
    variant: 'module-handed-on',
    title: `Import '${name}' from '${known.specifier}'`,
    explanation: `This file hands on what '${known.specifier}' exports, but does not import '${name}' for itself.`,
    edits: [newImport(text, imports, imports, known.specifier, top, written)],
  };
}

interface Guess {
  readonly place: TypedPlace;
  readonly node: tsModule.Identifier;
  readonly name: string;
  /** Imports of the project's own modules. */
  readonly imports: readonly Import[];
  /** Every use of the name is in a type. */
  readonly isType: boolean;
}

function proposal({ name }: Guess, variant: string, specifier: string, edit: TypedProposal['edits'][number]): TypedProposal {
  return {
    variant,
    title: `Import '${name}' from '${specifier}'`,
    explanation: `'${name}' is not imported. The module can't be seen from here: this is what the other imports suggest.`,
    edits: [edit],
  };
}

/** A module that is imported from already, and whose names share most of their words with the missing one. */
function joinedLists(guess: Guess): TypedProposal[] {
  const stems = new Set(
    wordsIn(guess.name)
      .filter((word) => word.length > 3)
      .map(stemOf),
  );
  return guess.imports.flatMap((known) => {
    const theirs = new Set([...known.names, baseOf(known.specifier)].flatMap(wordsIn).map(stemOf));
    const shared = [...stems].filter((stem) => theirs.has(stem)).length;
    if (stems.size > 0 && shared >= Math.max(2, stems.size - 1)) return joinedTo(guess, known, 'guess-module-of-like-names');
    // A type beside types that share its first word, or in the module of types.
    const ofTypes = /^(?:types?|interfaces?)$/.test(baseOf(known.specifier)) || (stems.size === 2 && shared === 1);
    return guess.isType && known.typeOnly && ofTypes ? joinedTo(guess, known, 'guess-module-of-like-types') : [];
  });
}

const stemOf = (word: string): string => word.slice(0, 5);

function joinedTo(guess: Guess, known: Import, variant: string): TypedProposal[] {
  const writesType = guess.imports.some(({ elements }) => elements.some(({ typed }) => typed));
  const edit = joined(guess.place, known, guess.name, guess.isType && !known.typeOnly && writesType ? 'type ' : '');
  return edit ? [proposal(guess, variant, known.specifier, edit)] : [];
}

/** A module of its own, named and placed as the others are. */
function newImports(guess: Guess, habit: Habit, first: Import): TypedProposal[] {
  const { place, name, imports, isType } = guess;
  const { text } = place;
  const model = habit.model ?? first;
  const line = text.slice(model.start, model.end);
  const quote = quoteOf(line) ?? "'";
  const semicolon = line.endsWith(';') ? ';' : '';
  const extension = /\.[cm]?[jt]sx?$/.exec(model.specifier)?.[0] ?? '';
  const isSpace = /^[a-z]/.test(name) && isNamespace(place, name);
  const defaults = imports.filter((known) => /^import\s+(?:type\s+)?[\w$]+\s/.test(text.slice(known.start, known.end))).length;
  const clause = isSpace ? `* as ${name}` : defaults > imports.length / 2 ? name : `{ ${name} }`;
  const written = (variant: string, specifier: string, type: string): TypedProposal => {
    const added = `import ${type}${clause} from ${quote}${specifier}${quote}${semicolon}`;
    return proposal(guess, variant, specifier, newImport(text, imports, imports, specifier, 0, added));
  };
  const type = isType && imports.some((known) => known.typeOnly) ? 'type ' : '';
  const [specifier = '', other] = moduleNames(name, habit.joining).map((base) => `${habit.folder}${base}${extension}`);
  const out: TypedProposal[] = [];
  // `core.parse()` beside './core/compile': the folder's index.
  const folder = isSpace
    ? imports.map((known) => known.specifier.split('/').slice(0, -1)).find((parts) => parts.at(-1) === name)
    : undefined;
  if (folder) out.push(written('guess-folder-index', `${folder.join('/')}/index${extension}`, type));
  const existing = imports.find((known) => known.specifier === specifier);
  if (existing) return [...out, ...joinedTo(guess, existing, 'guess-imported-module')];
  out.push(written(habit.model ? 'guess-by-other-imports' : 'guess-by-word-joining', specifier, type));
  // What the other imports leave open: whether only the type is wanted, how words are joined, whether a folder is meant.
  if (isType && type === '') out.push(written('guess-other-form', specifier, 'type '));
  else if (isSpace && imports.some((known) => /\/index(?:\.[cm]?[jt]sx?)?$/.test(known.specifier)))
    out.push(written('guess-other-form', `${habit.folder}${moduleNamed(name, habit.joining)}/index${extension}`, type));
  else if (other !== undefined) out.push(written('guess-other-form', other, type));
  return out;
}

function moduleNames(name: string, joining: Joining | undefined): string[] {
  if (/[a-z]Error$|^[A-Z]+Error$/.test(name)) return ['error'];
  // Words that nothing joins here: what is written big is a file of its own, and most of those join with hyphens.
  const joinings: readonly Joining[] = joining ? [joining] : /^[A-Z]/.test(name) ? ['kebab', 'camel'] : ['camel', 'kebab'];
  return [...new Set(joinings.map((one) => moduleNamed(name, one)))];
}
