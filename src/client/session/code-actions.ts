// The lightbulb: what the server offers goes into the menu behind everybody else's fixes, and nothing that goes wrong
// here may hurt the menu of the others. VS Code waits for every provider, and one that throws a cancellation takes the
// whole menu down: so all is caught, and the answer is `null`.

import {
  CodeAction,
  CodeActionKind,
  CodeActionTriggerKind,
  DiagnosticSeverity,
  l10n,
  languages,
  type CodeActionContext,
  type Command,
  type LogOutputChannel,
  type Range,
  type TextDocument,
} from 'vscode';
import type { LanguageClient, Middleware } from 'vscode-languageclient/node';
import { COMMAND, SOURCE, type Settings } from '../../protocol';
import { isOwnQuestion } from './other-actions';
import { resultOf, type OthersAt, type OthersHere } from './others-at';
import { isHealed } from './languages';
import { isOfKind, kindOf } from './problem-kind';
import { withTimeLimit } from './with-time-limit';

/** Kind of all our quick fixes, so that a person can bind or filter them. */
export const FIX_KIND = CodeActionKind.QuickFix.append('selfHeal');

/** Kind of the action that applies all sure fixes of a file. */
const FIX_ALL_KIND = CodeActionKind.SourceFixAll.append('selfHeal');

/** A menu that is not answered by then is answered with nothing: an empty lightbulb is better than a hanging one. */
const MENU_LIMIT_MS = 2_000;

/**
 * VS Code asks providers in the order of their selectors' scores (a language or a scheme named: 10, any: 5; built-in
 * providers behind others of the same score) and keeps that order in the menu. The weakest selector comes last, also
 * behind the built-in ones; which documents are ours is asked in the middleware instead.
 */
export function atEndOfMenu(client: LanguageClient): void {
  const feature = client.getFeature('textDocument/codeAction');
  const initialize = feature.initialize.bind(feature);
  feature.initialize = (capabilities) => initialize(capabilities, [{ language: '*', scheme: '*' }]);
}

export function codeActionMiddleware(
  settings: () => Settings,
  log: LogOutputChannel,
  others: OthersAt,
): Pick<Middleware, 'provideCodeActions' | 'resolveCodeAction' | 'provideHover'> {
  return {
    provideCodeActions: async (document, range, context, token, next) => {
      try {
        const { enabled, codeActions, modelActions, model } = settings();
        if (isOwnQuestion(document, range, context)) return null;
        if (!enabled || !codeActions || !isHealed(document) || !mayBeForUs(context)) return null;
        const answer = await withTimeLimit(Promise.resolve(next(document, range, context, token)), MENU_LIMIT_MS, () => null);
        if (token.isCancellationRequested) return null;
        const possible = (answer ?? []).filter((action) => !isLonely(action, document));
        const here = await othersHere(others, document, range, context, possible);
        if (token.isCancellationRequested) return null;
        const actions = besideOthers(possible, here, document);
        if (model && modelActions && isForQuickFixes(context)) actions.push(...modelEntry(document, range, context));
        return actions;
      } catch (error) {
        log.debug(`No code actions: ${String(error)}`);
        return null;
      }
    },
    // The menu of a hover is asked for at the place of the problem, where the caret has never been.
    provideHover: async (document, position, token, next) => {
      const hover = await next(document, position, token);
      const shown = hover ? languages.getDiagnostics(document.uri).find(({ range }) => range.contains(position)) : undefined;
      if (shown) others.prepare(document, shown.range);
      return hover;
    },
    resolveCodeAction: async (item, token, next) => {
      try {
        return (await next(item, token)) ?? item;
      } catch (error) {
        log.debug(`Code action not resolved: ${String(error)}`);
        return item;
      }
    },
  };
}

/** What others offer here; undefined where it is not known, or does not matter. */
async function othersHere(
  others: OthersAt,
  document: TextDocument,
  range: Range,
  { only, triggerKind }: CodeActionContext,
  ours: readonly unknown[],
): Promise<OthersHere | undefined> {
  // Who asks for our kind alone sees nobody else's.
  if (ours.length === 0 || !(only === undefined || only.contains(CodeActionKind.QuickFix))) return undefined;
  return others.at(document, range, triggerKind === CodeActionTriggerKind.Automatic);
}

/** Entries that lead to fixes of ours, and say nothing by themselves. */
const LEADS: readonly (string | undefined)[] = [COMMAND.previewFix, COMMAND.showLowConfidence, COMMAND.fixKind];

const isLead = (action: CodeAction | Command): boolean => action instanceof CodeAction && LEADS.includes(action.command?.command);

/** What the server says of an entry beside what the protocol knows. */
function dataOf(action: CodeAction | Command): object | undefined {
  return action instanceof CodeAction && 'data' in action && typeof action.data === 'object' && action.data !== null
    ? action.data
    : undefined;
}

/** A fix by itself; a large edit comes when it is chosen. */
const mends = (action: CodeAction | Command): boolean =>
  action instanceof CodeAction && (action.edit !== undefined || 'patch' in (dataOf(action) ?? {}));

/** A preview of fixes that are not sure, none of which is left. */
function isIdle(action: CodeAction | Command, ours: readonly (CodeAction | Command)[]): boolean {
  const data = dataOf(action);
  const fixes: unknown = data && 'unsure' in data ? data.unsure : undefined;
  if (!Array.isArray(fixes)) return false;
  return !ours.some((other) => other instanceof CodeAction && !isLead(other) && fixes.includes(other.command?.arguments?.[0]));
}

/**
 * What others offer too is theirs; and where they have a fix and none of ours is left, nothing leads to ours either. Where all that they have hides the
 * problem, a fix of ours stands before it.
 */
function besideOthers(
  actions: readonly (CodeAction | Command)[],
  here: OthersHere | undefined,
  document: TextDocument,
): (CodeAction | Command)[] {
  if (!here) return actions.map((action) => placed(action, false));
  const isTheirs = (action: CodeAction | Command): boolean => {
    const result = resultOf(action, document);
    return result !== undefined && here.results.has(result);
  };
  const ours = actions.filter((action) => !isTheirs(action));
  const anyMends = ours.some(mends);
  return ours
    .filter((action) => !isIdle(action, ours) && (anyMends || here.offer !== 'fixes' || !isLead(action)))
    .map((action) => placed(action, here.offer === 'silence' && anyMends));
}

/** All of one kind in the workspace, where no other file shows a problem of that kind. */
function isLonely(action: CodeAction | Command, document: TextDocument): boolean {
  if (!(action instanceof CodeAction) || action.command?.command !== COMMAND.fixKind) return false;
  const kind = kindOf(action.command.arguments?.[0]);
  return !kind || !languages.getDiagnostics().some(([uri, all]) => uri.toString() !== document.uri.toString() && all.some(isOfKind(kind)));
}

const isForQuickFixes = ({ only }: CodeActionContext): boolean => !only || only.contains(FIX_KIND) || FIX_KIND.contains(only);

/** Requests for refactorings or organizing imports are not for us. */
function mayBeForUs({ only }: CodeActionContext): boolean {
  return !only || [FIX_KIND, FIX_ALL_KIND].some((kind) => only.contains(kind) || kind.contains(only));
}

/**
 * The menu shows preferred actions above others, and those that name their diagnostics above those that do not. Ours name none, and only for our own
 * diagnostics, which nobody else knows, is a fix preferred; unless it is known that nobody else has one.
 */
function placed(action: CodeAction | Command, first: boolean): CodeAction | Command {
  if (!(action instanceof CodeAction) || first) return action;
  if (!action.diagnostics?.every(({ source }) => source === SOURCE)) action.isPreferred = false;
  delete action.diagnostics;
  return action;
}

/** One entry for the first error under the caret. Nothing is sent before the person chooses it. */
function modelEntry(document: TextDocument, range: Range, context: CodeActionContext): CodeAction[] {
  const seen = [...context.diagnostics]
    .sort((a, b) => a.severity - b.severity)
    .find((diagnostic) => diagnostic.severity <= DiagnosticSeverity.Warning && diagnostic.range.intersection(range));
  if (!seen) return [];
  // As the protocol's tag for what a model makes is read.
  const action: CodeAction & { isAI?: boolean } = new CodeAction(l10n.t('Heal with the model… (Self-Heal)'), FIX_KIND);
  action.isAI = true;
  action.command = {
    command: COMMAND.healWithModel,
    title: l10n.t('Heal With Model'),
    arguments: [document.uri.toString(), seen.range.start.line],
  };
  return [action];
}
