// The lightbulb's answer: what is ready in memory for this document version, as LSP code actions.

import { CodeActionKind, type CodeAction, type CodeActionParams, type Diagnostic } from 'vscode-languageserver';
import { touches } from '../engine/syntax/source-text';
import { ACCEPTED_COMMAND, SOURCE } from '../protocol';
import type { Offer } from './offers';
import { toUri } from './paths';
import { menuTitle } from './words';

/** Sources with fixes of their own for what they report: theirs come first in the menu, so ours are never preferred there. */
const SOURCES_WITH_FIXES = new Set(['ts', 'js', 'typescript', 'eslint', 'ruff', 'pylance', 'basedpyright', 'biome', 'deno-ts']);
/** From this confidence a fix may be the preferred one. */
const PREFERRED = 0.9;

/** Sub-kind of all our quick fixes, so that a person can bind or filter them. */
export const FIX_KIND = `${CodeActionKind.QuickFix}.selfHeal`;

/** The offers a request asks for: of its kind, at its range. */
export function offersAt(offers: readonly Offer[], { range, context: { only } }: Pick<CodeActionParams, 'range' | 'context'>): readonly Offer[] {
  if (only && !only.some((kind) => kind === '' || FIX_KIND === kind || FIX_KIND.startsWith(`${kind}.`))) return [];
  return offers.filter((offer) => touches(offer.known.diagnostic.range, range));
}

export function codeActions(here: readonly Offer[]): CodeAction[] {
  const actions: CodeAction[] = [];
  const preferred = new Set<Diagnostic>();
  for (const offer of here) {
    const { patch, known } = offer;
    const isPreferred = mayBePreferred(offer) && !preferred.has(known.diagnostic);
    if (isPreferred) preferred.add(known.diagnostic);
    actions.push({
      title: menuTitle(patch),
      kind: FIX_KIND,
      diagnostics: [known.diagnostic],
      isPreferred,
      edit: {
        documentChanges: patch.candidate.edits.map((file) => ({
          textDocument: { uri: file.path === patch.problem.location.path ? offer.uri : toUri(file.path), version: file.version },
          edits: file.edits.map(({ range, newText }) => ({ range, newText })),
        })),
      },
      command: { title: 'Record the accepted fix', command: ACCEPTED_COMMAND, arguments: [patch.id] },
    });
  }
  return actions;
}

/** Deterministic, its evidence holds, likely right, and no other source is known to fix this kind of problem. */
function mayBePreferred({ patch, known }: Offer): boolean {
  const source = (known.diagnostic.source ?? '').toLowerCase();
  return (
    patch.candidate.origin.kind !== 'model' &&
    patch.confidence >= PREFERRED &&
    patch.evidence.some((rung) => rung.result === 'passed') &&
    (source === SOURCE.toLowerCase() || !SOURCES_WITH_FIXES.has(source))
  );
}
