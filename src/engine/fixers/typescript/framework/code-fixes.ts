/**
 * Mistake: whatever the language service has a fix of its own for: unused declarations, members to implement, annotations, imports.
 * They are candidates among ours.
 *
 * Before:  `class Cat implements Animal {}`       After:  `class Cat implements Animal {` `name: string;` `}`
 *
 * When not: it only silences the error, or our own fixers decide better (a name is a typo or a missing import, not both).
 *
 * Tests: fixers.test.ts
 */
import type { CodeFixAction } from 'typescript';
import type { TypedPlace, TypedProposal, TypedRule } from './typed-rule';

/** Share of first answers that were right, by the service's own name of the fix; measured on its own tests and on injected mistakes. */
const PRECISION: Readonly<Record<string, number>> = {
  unusedIdentifier: 0.94,
  fixClassIncorrectlyImplementsInterface: 0.95,
  fixClassDoesntImplementInheritedAbstractMember: 0.95,
  'add-annotation': 0.91,
  'add-type-assertion': 0.3,
  'extract-expression': 0.3,
  inferFromUsage: 0.92,
  import: 0.95,
  extendsInterfaceBecomesImplements: 0.95,
  addMissingInvocationForDecorator: 0.92,
  fixMissingMember: 0.6,
  spelling: 0.8,
  addMissingNewOperator: 0.92,
  addMissingConst: 0.7,
  fixAwaitInSyncFunction: 0.96,
  addMissingAsync: 0.7,
  addMissingAwait: 0.85,
  constructorForDerivedNeedSuperCall: 0.3,
  forgottenThisPropertyAccess: 0.95,
  fixImplicitThis: 0.8,
  classSuperMustPrecedeThisAccess: 0.92,
  fixConvertConstToLet: 0.95,
  convertToTypeOnlyExport: 0.9,
  convertToTypeOnlyImport: 0.9,
  fixOverrideModifier: 0.95,
  fixImportNonExportedMember: 0.85,
  fixExpectedComma: 0.85,
  fixReturnTypeInAsyncFunction: 0.85,
  fixMissingCallParentheses: 0.75,
  removeAccidentalCallParentheses: 0.85,
  fixNaNEquality: 0.9,
  addVoidToPromise: 0.8,
  returnValueCorrect: 0.8,
  useBigintLiteral: 0.9,
  fixPropertyAssignment: 0.85,
  addMissingResolutionModeImportAttribute: 0.7,
  wrapDecoratorInParentheses: 0.9,
  fixNoPropertyAccessFromIndexSignature: 0.9,
  fixUnreachableCode: 0.5,
  // Three guesses at once: none is likely.
  strictClassInitialization: 0.25,
};

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
  'fixUnusedLabel',
  'requireInTs',
]);

/** Decided by the fixer of undefined names, together with slips and `this.`. */
const NAMES = new Set([2304, 2552, 2503, 2662, 2663, 18004, 2580, 2581, 2582, 2583, 2591, 2592, 2593]);
const OF_NAMES = new Set(['import', 'spelling', 'forgottenThisPropertyAccess', 'addMissingConst']);

export const codeFixes: TypedRule = {
  id: 'typescript/code-fixes',
  answers: (problem) => /^(?:TS)?\d{4,6}$/.test(problem.errorType),
  propose(place) {
    const found: TypedProposal[] = [];
    const fixes = fixesAt(place, place.code).filter((fix) => !NAMES.has(place.code) || !OF_NAMES.has(fix.fixName));
    for (const [index, fix] of fixes.entries()) {
      const own = fix.changes.find((change) => change.fileName === place.path);
      if (!own) continue;
      const base = PRECISION[fix.fixName] ?? 0.5;
      found.push({
        title: fix.description,
        explanation: `${place.message.split('\n')[0] ?? ''} TypeScript itself offers this change.`,
        edits: own.textChanges.map((edit) => ({ start: edit.span.start, end: edit.span.start + edit.span.length, text: edit.newText })),
        ...(fix.changes.length > 1
          ? {
              otherFiles: fix.changes
                .filter((change) => change !== own)
                .map((change) => ({
                  path: change.fileName,
                  text: place.folder.read(change.fileName) ?? '',
                  edits: change.textChanges.map((edit) => ({
                    start: edit.span.start,
                    end: edit.span.start + edit.span.length,
                    text: edit.newText,
                  })),
                })),
            }
          : {}),
        confidence: base * 0.75 ** index,
      });
    }
    return found;
  },
};

/** The service's fixes for a code at the place, best first, without those that only silence. */
export function fixesAt(place: TypedPlace, code: number): CodeFixAction[] {
  const found = place
    .service()
    .getCodeFixesAtPosition(place.path, place.start, place.end, [code], place.folder.format(place.text), {
      ...place.folder.preferences(place.text),
      ...(/^import (?:type \{|\{[^}]*\btype \w)/m.test(place.text) ? { preferTypeOnlyAutoImports: true } : {}),
    });
  return found.filter(
    (fix) =>
      !NEVER.has(fix.fixName) &&
      !fix.changes.some((change) => change.textChanges.some((edit) => /@ts-(?:ignore|expect-error|nocheck)/.test(edit.newText))) &&
      !(fix.fixName === 'inferFromUsage' && fix.changes.some((change) => change.textChanges.some((edit) => /\bany\b/.test(edit.newText)))),
  );
}
