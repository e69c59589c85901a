/**
 * Mistake: whatever the language service has a fix of its own for: unused declarations, members to implement, annotations, imports.
 * They are candidates among ours.
 *
 * Before:  `class Cat implements Animal {}`       After:  `class Cat implements Animal {` `name: string;` `}`
 *
 * When not: it only silences the error, or our own fixers decide better (a name is a typo or a missing import, not both).
 */
import type { CodeFixAction, FileTextChanges } from 'typescript';
import type { OffsetEdit } from '../../../syntax/edits';
import type { TypedPlace } from '../framework/typed-place';
import { isTypeScripts, type TypedProposal, type TypedRule } from '../framework/typed-rule';

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

/** Decided by the fixer of undefined names, together with slips and `this.`. */
const NAMES = new Set([2304, 2552, 2503, 2662, 2663, 18004, 2580, 2581, 2582, 2583, 2591, 2592, 2593]);
const OF_NAMES = new Set(['import', 'spelling', 'forgottenThisPropertyAccess', 'addMissingConst']);

export const codeFixes: TypedRule = {
  id: 'typescript/code-fixes',
  family: 'typescript/language-service',
  // Which codes it knows is the service's own affair.
  answers: { messages: [/(?:)/], where: isTypeScripts },
  /** The variant is the service's own name of the fix. */
  propose: (place) =>
    fixesAt(place, place.code)
      .filter(({ fixName }) => !NAMES.has(place.code) || !OF_NAMES.has(fixName))
      .flatMap((fix): TypedProposal[] => {
        const edits = ownEdits(place, fix);
        if (!edits) return [];
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

/** The service's fixes for a code at the place, best first, without those that only silence. */
export function fixesAt(place: TypedPlace, code: number): CodeFixAction[] {
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
  // `name!: string`, `user!.name`: nothing makes sure that it is set.
  if (fixName === 'strictClassInitialization' && says(/[\w\s]!\s*:|^\s*!/)) return true;
  if (/NonNull|definite/i.test(fixName)) return true;
  // `(e: { target: { value: string; }; })`: the library has a type of its own for it.
  return fixName === 'inferFromUsage' && says(/\bany\b|\bnever\b|:\s*\{\s*[\w'"]+\??:/);
}

/** Its edits of the file the problem is in; undefined where it changes others only. */
export function ownEdits(place: TypedPlace, fix: CodeFixAction): OffsetEdit[] | undefined {
  const own = fix.changes.find(({ fileName }) => fileName === place.path);
  return own && editsOf(own);
}

const editsOf = ({ textChanges }: FileTextChanges): OffsetEdit[] =>
  textChanges.map(({ span, newText }) => ({ start: span.start, end: span.start + span.length, text: newText }));
