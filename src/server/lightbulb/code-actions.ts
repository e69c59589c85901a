// The lightbulb's answer: what is ready in memory for this document version, as LSP code actions.

import {
  CodeActionKind,
  CodeActionTag,
  type CodeAction,
  type CodeActionParams,
  type Diagnostic,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { resultKey, SourceText, toOffsetEdits, visibleLine, type Patch } from '../../engine';
import { ACCEPTED_COMMAND, COMMAND, SOURCE, TAKEN_BACK_COMMAND, type Settings } from '../../protocol';
import type { Takeable } from '../applied/regression-watch';
import { isAt } from '../session/known-problems';
import { toPath, toUri } from '../session/paths';
import type { FixableFinding } from '../session/security-findings';
import { menuTitle } from '../session/to-protocol';
import type { Escalated, Offer } from './prepared-fixes';
import { inMenu, isSure } from '../session/tiers';

/** Sources with fixes of their own for what they report: theirs come first in the menu, so ours are never preferred there. */
const SOURCES_WITH_FIXES = new Set(['ts', 'js', 'typescript', 'eslint', 'ruff', 'pylance', 'basedpyright', 'biome', 'deno-ts']);

/** Sub-kind of all our quick fixes, so that a person can bind or filter them. */
export const FIX_KIND = `${CodeActionKind.QuickFix}.selfHeal`;

/** The offers a request asks for: of its kind, at its range. */
export function offersAt(offers: readonly Offer[], params: Pick<CodeActionParams, 'range' | 'context'>): readonly Offer[] {
  return asksForFixes(params) ? offers.filter((offer) => isAt(offer.known.diagnostic.range, params.range)) : [];
}

/** Refactorings, imports to organise and fixes on save are asked for with other kinds. */
export function asksForFixes({ context: { only } }: Pick<CodeActionParams, 'context'>): boolean {
  return !only || only.some((kind) => kind === '' || FIX_KIND === kind || FIX_KIND.startsWith(`${kind}.`));
}

const RUNGS = ['parses', 'checks', 'reruns', 'tests'] as const;

export interface MenuOptions {
  readonly settings: Settings;
  /** The client has the commands that preview and list fixes; without them every offer stands in the menu itself. */
  readonly hasCommands: boolean;
  /** The client asks for an edit that was left out, once the entry is chosen. */
  readonly resolvesEdits: boolean;
}

/** An edit with more text than this comes when its entry is looked at or chosen. In UTF-16 units. */
const MAX_TEXT = 10_000;

/**
 * Fixes first, what a model made last of them; then at most one entry that leads to more. It is "Preview before applying…" where a fix stands in the menu
 * that is not sure, and "Show low-confidence suggestions…" where none stands there and an unlikely one is known.
 */
export function codeActions(here: readonly Offer[], { settings, hasCommands, resolvesEdits }: MenuOptions): CodeAction[] {
  const mended = mendedBy(here);
  const offers = here.filter((offer) => mended.has(offer));
  const tiers = hasCommands ? inMenu(offers, settings) : { shown: offers, hidden: [] };
  const wanted = (offer: Offer): boolean => settings.modelActions || !isOfModel(offer);
  const hidden = tiers.hidden.filter(wanted);
  const shown = tiers.shown.filter(wanted).sort((a, b) => Number(isOfModel(a)) - Number(isOfModel(b)));
  const actions: CodeAction[] = [];
  const preferred = new Set<Diagnostic>();
  for (const offer of shown) {
    const { patch, known } = offer;
    const isPreferred = mayBePreferred(offer, settings, hasCommands) && !preferred.has(known.diagnostic);
    if (isPreferred) preferred.add(known.diagnostic);
    actions.push({
      title: menuTitle(patch),
      kind: FIX_KIND,
      diagnostics: [...(mended.get(offer) ?? [])],
      isPreferred,
      ...(isOfModel(offer) && { tags: [CodeActionTag.LLMGenerated] }),
      ...(resolvesEdits && textOf(patch) > MAX_TEXT ? { data: { patch: patch.id } } : { edit: editOf(offer) }),
      command: { title: 'Record the accepted fix', command: ACCEPTED_COMMAND, arguments: [patch.id] },
    });
  }
  if (!hasCommands) return actions;
  const unsure = shown.filter(({ patch }) => !isSure(patch, settings));
  // The client drops what others offer too, and this entry with the last that it is there for.
  if (unsure[0])
    actions.push({
      ...entry('Preview before applying… (Self-Heal)', COMMAND.previewFix, unsure[0]),
      data: { unsure: unsure.map(({ patch }) => patch.id) },
    });
  else if (hidden[0] && shown.length === 0)
    actions.push(entry('Show low-confidence suggestions… (Self-Heal)', COMMAND.showLowConfidence, hidden[0]));
  return actions;
}

/** What the fix does, for the documents as they are. */
export function editOf({ patch, uri }: Pick<Offer, 'patch' | 'uri'>): WorkspaceEdit {
  return {
    documentChanges: patch.candidate.edits.map((file) => ({
      textDocument: { uri: file.path === patch.problem.location.path ? uri : toUri(file.path), version: file.version },
      edits: file.edits.map(({ range, newText }) => ({ range, newText })),
    })),
  };
}

const textOf = ({ candidate }: Offer['patch']): number =>
  candidate.edits.reduce((sum, { edits }) => sum + edits.reduce((all, { newText }) => all + newText.length, 0), 0);

const effects = new WeakMap<Patch, string>();
/** Most offers that are compared are of one text. */
let lastText = new SourceText('');

/** Alike for fixes after which all files are the same: where equal characters stand side by side, one edit has several places. */
export function effectOf({ patch, uri, before }: Pick<Offer, 'patch' | 'uri' | 'before'>): string {
  const there = effects.get(patch);
  if (there !== undefined) return there;
  const path = toPath(uri);
  if (lastText.text !== before) lastText = new SourceText(before);
  const effect = JSON.stringify(
    patch.candidate.edits.map((file) => [
      file.path,
      file.path === path ? resultKey(before, toOffsetEdits(lastText, file.edits)) : file.edits,
    ]),
  );
  effects.set(patch, effect);
  return effect;
}

const isOfModel = ({ patch }: Offer): boolean => patch.candidate.origin.kind === 'model';

/** A problem that was seen in two ways has the same fix twice: the one that more is known of stays, with the diagnostics of both. */
function mendedBy(offers: readonly Offer[]): ReadonlyMap<Offer, readonly Diagnostic[]> {
  const same = Map.groupBy(offers, effectOf);
  return new Map(
    [...same.values()].map((each) => {
      const best = each.reduce((one, other) => (known(other) > known(one) ? other : one));
      return [best, [...new Set(each.map(({ known: { diagnostic } }) => diagnostic))]] as const;
    }),
  );
}

/** How high a fix stands on the ladder of proofs, and then how likely it is. */
function known({ patch: { evidence, confidence } }: Offer): number {
  return (
    Math.max(...evidence.map(({ rung, result }) => (result === 'passed' ? 1 + RUNGS.indexOf(rung) : 0)), 0) + Math.min(confidence, 0.99)
  );
}

function entry(title: string, command: string, { known: { diagnostic }, uri }: Offer): CodeAction {
  return { title, kind: FIX_KIND, diagnostics: [diagnostic], command: { title, command, arguments: [uri, diagnostic.range.start.line] } };
}

/** In place of a fix, for what is too complex for one. */
export function briefAction({ known: { diagnostic } }: Escalated, uri: string): CodeAction {
  const title = 'Needs a person: copy a brief… (Self-Heal)';
  const command = { title, command: COMMAND.copyBrief, arguments: [uri, diagnostic.range.start.line] };
  return { title, kind: FIX_KIND, diagnostics: [diagnostic], command };
}

/** Takes an accepted heal back whose problem has returned. */
export function takeBackAction({ diagnostic, title, heal, uri, version, edits }: Takeable): CodeAction {
  return {
    title: `Take back the heal: ${visibleLine(title)} (Self-Heal)`,
    kind: FIX_KIND,
    diagnostics: [diagnostic],
    edit: { documentChanges: [{ textDocument: { uri, version }, edits: [...edits] }] },
    command: { title: 'Record that the heal was taken back', command: TAKEN_BACK_COMMAND, arguments: [heal] },
  };
}

/** A fix of the security scan. That it can be read as a program is all that is known of it: it is never preferred. */
export function securityAction(uri: string, version: number, { diagnostic, fix }: FixableFinding): CodeAction {
  return {
    title: `${visibleLine(fix.title)} (Self-Heal: parses)`,
    kind: FIX_KIND,
    diagnostics: [diagnostic],
    isPreferred: false,
    edit: { documentChanges: [{ textDocument: { uri, version }, edits: fix.edits.map(({ range, newText }) => ({ range, newText })) }] },
  };
}

/** The same for a client that does not take `documentChanges`: without the version that the edit was made for. */
export function withPlainEdit(action: CodeAction): CodeAction {
  return action.edit ? { ...action, edit: plainEdit(action.edit) } : action;
}

export function plainEdit({ documentChanges = [] }: WorkspaceEdit): WorkspaceEdit {
  const changes: Record<string, TextEdit[]> = {};
  for (const change of documentChanges)
    if ('textDocument' in change) changes[change.textDocument.uri] = change.edits.filter((edit): edit is TextEdit => 'newText' in edit);
  return { changes };
}

/** Deterministic, proved, likely right, and no other source is known to fix this kind of problem. A client of ours asks the others what they have. */
function mayBePreferred({ patch, known }: Offer, settings: Settings, clientKnowsOthers: boolean): boolean {
  const source = (known.diagnostic.source ?? '').toLowerCase();
  return isSure(patch, settings) && (clientKnowsOthers || source === SOURCE.toLowerCase() || !SOURCES_WITH_FIXES.has(source));
}
