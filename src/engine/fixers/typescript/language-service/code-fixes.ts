/**
 * Mistake: whatever the language service has a fix of its own for: unused declarations, members to implement, annotations, imports.
 * They are candidates among ours.
 *
 * Before:  `class Cat implements Animal {}`       After:  `class Cat implements Animal {` `name: string;` `}`
 *
 * When not: it only silences the error, or our own fixers decide better (a name is a typo or a missing import, not both).
 */
import type { CodeFixAction, FileTextChanges, Program } from 'typescript';
import { applyEdits, type OffsetEdit } from '../../../syntax/edits';
import type { TypedPlace } from '../framework/typed-place';
import { jsxTags } from '../syntax/repairs/jsx-tags';
import { isTypeScripts, type TypedProposal, type TypedRule } from '../framework/typed-rule';
import { classMeantToExtend } from '../types/extends-for-implements';
import { schemaAt } from '../types/schema-type';
import { isTakenAtOnce } from '../framework/waiting-callback';

/** They hide the error, or write what nobody would have typed. */
const NEVER = new Set([
  'disableJsDiagnostics',
  'addConvertToUnknownForNonOverlappingTypes',
  'addMissingFunctionDeclaration',
  'installTypesPackage',
  'fixCannotFindModule',
  'addJsxAttributes',
  'fixMissingFunctionDeclaration',
  'fixMissingAttributes',
  'fixMissingProperties',
]);

/** Where a tag is not closed, elements stand side by side and brackets among words by that alone. */
const OF_BROKEN_JSX = new Set(['wrapJsxInFragment', 'fixInvalidJsxCharacters_expression', 'fixInvalidJsxCharacters_htmlEntity']);

/** An event by the members that happen to be read of it, or with all its arguments written out: what it is, its use says better. */
const EVENT =
  /\{[^}]*\b(?:target|currentTarget|preventDefault|stopPropagation|nativeEvent|key|clientX|clientY|dataTransfer)\b|\bSetStateAction\b|\w+Event<|\bDispatch</;

/** Decided by the fixer of undefined names, together with slips and `this.`. */
const NAMES = new Set([2304, 2552, 2503, 2662, 2663, 18004, 2580, 2581, 2582, 2583, 2591, 2592, 2593]);
const OF_NAMES = new Set(['import', 'spelling', 'forgottenThisPropertyAccess', 'addMissingConst']);

/** "Did you mean 'typeof …'?" Of a schema nobody did. */
const VALUE_AS_TYPE = 2749;

export const codeFixes: TypedRule = {
  id: 'typescript/code-fixes',
  family: 'typescript/language-service',
  isAskedFirst: true,
  // Which codes it knows is the service's own affair.
  answers: { messages: [/(?:)/], where: isTypeScripts },
  /** The variant is the service's own name of the fix. */
  propose: (place) =>
    fixesAt(place, place.code)
      .filter(({ fixName }) => !NAMES.has(place.code) || !OF_NAMES.has(fixName))
      .filter(
        ({ fixName, changes }) =>
          fixName !== 'inferFromUsage' || !changes.some(({ textChanges }) => textChanges.some(({ newText }) => EVENT.test(newText))),
      )
      .filter((fix) => fix.fixName !== 'fixExpectedComma' || leavesNoError(place, fix))
      .filter((fix) => !OF_BROKEN_JSX.has(fix.fixName) || (jsxTags(place) === undefined && leavesNoError(place, fix)))
      // The class was meant to be extended: its members would be written a second time.
      .filter(() => classMeantToExtend(place) === undefined && (place.code !== VALUE_AS_TYPE || schemaAt(place) === undefined))
      .filter(({ fixName }) => fixName !== 'constructorForDerivedNeedSuperCall' || !baseAsks(place))
      .filter(({ fixName }) => fixName !== 'fixAwaitInSyncFunction' || !isWaitedForByNobody(place))
      .flatMap((fix): TypedProposal[] => {
        const given = ownEdits(place, fix);
        if (!given) return [];
        const edits = fix.fixName === 'wrapJsxInFragment' ? onLines(place.text, given) : given;
        const others = fix.changes.filter(({ fileName }) => fileName !== place.path);
        return [
          {
            variant: fix.fixName,
            title: fix.description,
            explanation: `${place.message.split('\n')[0] ?? ''} TypeScript itself offers this change.`,
            edits,
            ...(others.length > 0
              ? {
                  otherFiles: others.map((change) => ({
                    path: change.fileName,
                    text: place.folder.read(change.fileName) ?? '',
                    edits: editsOf(change),
                  })),
                }
              : {}),
          },
        ];
      }),
};

/** The service writes all elements on one line; they keep their own. */
function onLines(text: string, edits: readonly OffsetEdit[]): readonly OffsetEdit[] {
  const start = Math.min(...edits.map((edit) => edit.start));
  const end = Math.max(...edits.map((edit) => edit.end));
  const before = text.slice(start, end).trim();
  const from = text.indexOf(before, start);
  if (!before.startsWith('<') || !before.includes('\n')) return edits;
  const indent = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', from - 1) + 1))?.[0] ?? '';
  const step = /^\t/m.test(text) ? '\t' : '  ';
  const line = text.includes('\r\n') ? '\r\n' : '\n';
  const inside = before.replace(/\n(?=[^\r\n])/g, `\n${step}`);
  return [{ start: from, end: from + before.length, text: `<>${line}${indent}${step}${inside}${line}${indent}</>` }];
}

function leavesNoError(place: TypedPlace, fix: CodeFixAction): boolean {
  const edits = ownEdits(place, fix);
  return edits !== undefined && place.syntaxErrors(applyEdits(place.text, edits)).length === 0;
}

/** The constructor of the base class takes something: `super()` alone would leave it out. */
function baseAsks({ ts, checker, node }: TypedPlace): boolean {
  const owner = ts.findAncestor(node, ts.isClassLike);
  const base = owner?.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  const made = base && checker.getTypeAtLocation(base.expression).getConstructSignatures()[0];
  return (made?.getParameters().length ?? 0) > 0;
}

/** In a callback that is taken at once, as of `forEach` and `filter`: an async one would only look as if it waited. */
function isWaitedForByNobody(place: TypedPlace): boolean {
  const around = place.ts.findAncestor(place.node, place.ts.isFunctionLike);
  return around !== undefined && isTakenAtOnce(place, around);
}

/** The service's fixes for a code at the place, best first, without those that only silence. */
export function fixesAt(place: TypedPlace, code: number): CodeFixAction[] {
  const ofProgram = known.get(place.program) ?? new Map<string, CodeFixAction[]>();
  known.set(place.program, ofProgram);
  const key = `${place.start} ${place.end} ${code}`;
  const fixes = ofProgram.get(key) ?? fixesOfService(place, code);
  ofProgram.set(key, fixes);
  return fixes;
}

/** Several rules look at the same fixes; the service checks the whole text for each answer. */
const known = new WeakMap<Program, Map<string, CodeFixAction[]>>();

function fixesOfService(place: TypedPlace, code: number): CodeFixAction[] {
  const found = place.service().getCodeFixesAtPosition(place.path, place.start, place.end, [code], place.folder.format(place.text), {
    ...place.folder.preferences(place.text),
    ...(/^import (?:type \{|\{[^}]*\btype \w)/m.test(place.text) ? { preferTypeOnlyAutoImports: true } : {}),
  });
  return found.filter((fix) => !NEVER.has(fix.fixName) && !isRefused(fix));
}

/** What our own fixers may not do, the service's may not either: hide the error, claim what nobody checked, make up the shape of a type. */
function isRefused({ fixName, changes }: CodeFixAction): boolean {
  const added = changes.flatMap(({ textChanges }) => textChanges.map(({ newText }) => newText));
  const says = (pattern: RegExp): boolean => added.some((text) => pattern.test(text));
  if (says(/@ts-(?:ignore|expect-error|nocheck)|\bas any\b|\bas unknown as\b/)) return true;
  // A body that only throws: the error goes, the member is as missing as before.
  if (says(/throw new Error\(\s*["'`](?:Method|Function) not implemented\.?["'`]\s*\)/)) return true;
  // `name!: string`, `user!.name`: nothing makes sure that it is set.
  if (fixName === 'strictClassInitialization' && says(/[\w\s]!\s*:|^\s*!/)) return true;
  if (/NonNull|definite/i.test(fixName) || says(/[\w$)\]]!(?=[\s.,;)\]}[(]|$)/)) return true;
  // `Promise<string | void>`: which of the two it is must be told.
  if (fixName === 'addVoidToPromise' && says(/\|\s*void\b/)) return true;
  // `(e: { target: { value: string; }; })`: the library has a type of its own for it.
  return fixName === 'inferFromUsage' && says(/\bany\b|\bnever\b|:\s*\{\s*[\w'"]+\??:/);
}

/** Its edits of the file the problem is in; undefined where it changes others only. */
export function ownEdits(place: TypedPlace, fix: CodeFixAction): OffsetEdit[] | undefined {
  const own = fix.changes.find(({ fileName }) => fileName === place.path);
  return own && tidied(place.text, editsOf(own));
}

/** Takes the blanks with a word that is left out: `run( () =>`, `const  x`. Only those beside the edits. */
function tidied(text: string, edits: readonly OffsetEdit[]): OffsetEdit[] {
  return edits.map((edit) => {
    if (edit.text !== '' || edit.start === edit.end || /[\r\n]$/.test(text.slice(edit.start, edit.end))) return edit;
    const blanks = /^[ \t]*/.exec(text.slice(edit.end))?.[0].length ?? 0;
    const end = edit.end + blanks;
    const touches = edits.some((other) => other !== edit && other.start >= edit.end && other.start <= end);
    return blanks > 0 && !touches && /[ \t([!]/.test(text[edit.start - 1] ?? '') && !/[\r\n]/.test(text[end] ?? '\n')
      ? { ...edit, end }
      : edit;
  });
}

const editsOf = ({ textChanges }: FileTextChanges): OffsetEdit[] =>
  textChanges.map(({ span, newText }) => ({ start: span.start, end: span.start + span.length, text: newText }));
