// A linter that is asked about a text as if a file held it, and says what it would change itself: the file is not touched.

import type { LanguageId } from '../problem';
import type { OffsetEdit } from '../syntax/edits';
import type { SourceText } from '../syntax/source-text';
import type { CheckerDiagnostic } from './text-checker';

/** `automatic`: the linter makes it by itself. `unsafe`: it makes it only when asked, for it may change what the program does. `suggestion`: one of several to choose from. */
type LintFixKind = 'automatic' | 'unsafe' | 'suggestion';

export interface LintFix {
  readonly kind: LintFixKind;
  /** In the linter's own words; empty where it has none. */
  readonly title: string;
  /** Offsets of the text that was asked about, in UTF-16 code units. */
  readonly edits: readonly OffsetEdit[];
}

/** A finding about style, too, is one: the folder's own configuration asks for it. `code` is the rule: `F401`, `eqeqeq`. */
export interface LintFinding extends CheckerDiagnostic {
  readonly fixes: readonly LintFix[];
}

export interface Linter {
  /** As its diagnostics name it: `Ruff`, `eslint`. */
  readonly source: 'Ruff' | 'eslint';
  /** With its version, where it is known. */
  readonly name: string;
  readonly languages: readonly LanguageId[];
  /** Whether a look at the whole file asks it too: only where the folder is configured for it, and nobody else shows what it finds. */
  inspects(path: string): boolean;
  /** undefined where it could not say: not there, ended, or too slow. `rule`: also this one, where the configuration leaves it out. */
  check(path: string, text: string, rule?: string, signal?: AbortSignal): Promise<readonly LintFinding[] | undefined>;
  dispose(): void;
}

/** What was said of a text is asked once for all that is done about it: by linter and rule. */
const known = new WeakMap<SourceText, Map<string, Promise<readonly LintFinding[] | undefined>>>();

/** As `check`, of a text that is asked about again and again. What could not be said now may be said later. */
export function findingsOf(
  linter: Linter,
  path: string,
  source: SourceText,
  rule: string | undefined,
  signal: AbortSignal,
): Promise<readonly LintFinding[] | undefined> {
  const ofText = known.get(source) ?? new Map<string, Promise<readonly LintFinding[] | undefined>>();
  known.set(source, ofText);
  const key = JSON.stringify([linter.source, path, linter.source === 'Ruff' ? rule : undefined]);
  const asked = ofText.get(key) ?? linter.check(path, source.text, rule, signal);
  ofText.set(key, asked);
  void asked.then(
    (said) => said === undefined && ofText.delete(key),
    () => ofText.delete(key),
  );
  return asked;
}
