// The lightbulb and the hover: what is ready for the present text, what it would do, and that a fix was taken.

import { setTimeout } from 'node:timers/promises';
import type { CodeAction, CodeActionParams, Hover, HoverParams, ServerCapabilities } from 'vscode-languageserver';
import { isHealed, patched, SourceText, touches } from '../../engine';
import {
  ACCEPTED_COMMAND,
  BriefAt,
  COMMAND,
  DismissFailure,
  ExplainAt,
  InSight,
  ListProblems,
  OffersAt,
  ProposePatch,
  TAKEN_BACK_COMMAND,
  type OfferedPatch,
  type Refusal,
} from '../../protocol';
import type { AppliedHeals } from '../applied/applied-heals';
import type { RegressionWatch } from '../applied/regression-watch';
import { isAt } from '../session/known-problems';
import { toPath } from '../session/paths';
import { DISABLED, internalError } from '../session/refusals';
import type { Session } from '../session/session';
import { offered } from '../session/to-protocol';
import {
  asksForFixes,
  briefAction,
  codeActions,
  editOf,
  FIX_KIND,
  offersAt,
  securityAction,
  takeBackAction,
  withPlainEdit,
} from './code-actions';
import { FIX_ALL_KIND, FixAll } from './fix-all';
import { Explanations } from './hover';
import { patchPreview } from './patch-preview';
import type { PreparedFixes } from './prepared-fixes';
import type { ProblemList } from './problem-list';
import { inMenu } from '../session/tiers';

export const LIGHTBULB_CAPABILITIES: ServerCapabilities = {
  codeActionProvider: { codeActionKinds: [FIX_KIND, FIX_ALL_KIND], resolveProvider: true },
  hoverProvider: true,
};

/** Commands of the menu's entries, run by the client after their edit. */
export const LIGHTBULB_COMMANDS = [ACCEPTED_COMMAND, TAKEN_BACK_COMMAND];

/** A client that forwards no diagnostics has them only in the request: wait this long for the first answer, in ms. No menu of others waits for it there. */
const FIRST_ANSWER = 1_000;

export interface LightbulbParts {
  readonly fixes: PreparedFixes;
  readonly problems: ProblemList;
  readonly heals: AppliedHeals;
  readonly watch: RegressionWatch;
  /** Runs a command that is none of the menu's. */
  readonly run: (command: string, given: readonly unknown[]) => unknown;
}

export function handleLightbulb(session: Session, { fixes, problems, heals, watch, run }: LightbulbParts): void {
  const { client, connection, documents, findings, hints, known, log, notebooks, registered, rules, status, team } = session;
  const explanations = new Explanations(session, fixes);
  const several = new FixAll(session, fixes);

  known.onDidChange(log.listener('problems to heal', ({ uri }) => fixes.problemsChanged(uri)));
  notebooks.onDidChange(
    log.listener('the cells of a notebook', (cells) => {
      for (const uri of cells) if (known.of(uri).length > 0) fixes.problemsChanged(uri);
    }),
  );
  documents.onDidOpen(log.listener('opening a document', ({ document }) => fixes.opened(document.uri)));
  documents.onDidEdit(
    log.listener('an edit of prepared fixes', ({ document }) => {
      const taken = fixes.putIn(document.uri, document.version, document.getText());
      if (taken !== undefined) heals.expect(taken);
      fixes.edited(document.uri);
    }),
  );
  documents.onDidClose(log.listener('closing a document', ({ document }) => fixes.closed(document.uri)));
  client.onDidChangeSettings(() => fixes.prepareAgain());
  client.onDidGrantTrust(() => fixes.prepareAgain());
  team.onDidChange(() => fixes.prepareAgain());
  rules.onDidChange(() => fixes.prepareAgain());
  registered.onDidChange(() => fixes.prepareAgain());
  fixes.onDidChange(() => status.changed());

  connection.onNotification(
    InSight.type,
    log.listener('what is in sight', ({ uri, first, last }) => {
      if (Number.isInteger(first) && Number.isInteger(last)) fixes.looksAt(uri, { first, last });
    }),
  );

  const firstAnswer = (uri: string): Promise<void> => Promise.race([fixes.ready(uri), setTimeout(FIRST_ANSWER)]);
  const menu = async (params: CodeActionParams): Promise<CodeAction[] | null> => {
    const { settings, hasCommands } = client;
    const { uri } = params.textDocument;
    const document = documents.get(uri);
    if (!settings.enabled || !settings.codeActions || !document || !isHealed(document.languageId)) return null;
    if (asksForFixes(params)) fixes.asksAt(uri, { first: params.range.start.line, last: params.range.end.line });
    if (!client.forwardsDiagnostics && asksForFixes(params)) {
      known.seenInPart(uri, params.context.diagnostics, params.range);
      if (params.context.diagnostics.length > 0) await firstAnswer(uri);
    }
    // What a request has just shown to be gone has its fix still until the others are prepared.
    const still = client.forwardsDiagnostics ? undefined : new Set(known.of(uri).map(({ diagnostic }) => JSON.stringify(diagnostic)));
    const offers = fixes.of(uri).filter((offer) => !still || still.has(JSON.stringify(offer.known.diagnostic)));
    const here = offersAt(offers, params);
    fixes.show(uri, here);
    const returned = asksForFixes(params) ? watch.takeable(uri).filter(({ diagnostic }) => touches(diagnostic.range, params.range)) : [];
    const complex =
      hasCommands && asksForFixes(params)
        ? fixes.escalatedIn(uri).filter(({ known: { diagnostic } }) => isAt(diagnostic.range, params.range))
        : [];
    const dangers = asksForFixes(params) ? [...findings.fixableAt(uri, params.range), ...hints.fixableAt(uri, params.range)] : [];
    const actions = [
      ...codeActions(here, { settings, hasCommands, resolvesEdits: client.resolvesEdits }),
      ...complex.map((one) => briefAction(one, uri)),
      ...returned.map(takeBackAction),
      ...dangers.map((found) => securityAction(uri, document.version, found)),
      ...(client.resolvesEdits ? [...several.ofKind(uri, here), ...several.ofDocument(params)] : []),
      ...(hasCommands ? several.ofWorkspace(here) : []),
    ];
    // Entries that only lead to fixes come behind all that mend something.
    actions.sort((a, b) => Number(isLead(a)) - Number(isLead(b)));
    if (actions.length === 0) return null;
    return client.takesDocumentChanges ? actions : actions.map(withPlainEdit);
  };
  connection.onCodeAction(log.caught('code action', menu, null));
  const resolved = log.caught(
    'resolving a code action',
    (action: CodeAction) => {
      const patch = patchOf(action.data);
      const offer = patch === undefined ? undefined : fixes.wasShown(patch);
      if (!offer) return several.resolved(action);
      return documents.get(offer.uri)?.version === offer.version ? { ...action, edit: editOf(offer) } : action;
    },
    null,
  );
  connection.onCodeActionResolve(async (action) => (await resolved(action)) ?? action);

  const accepted = (patchId: string): void => {
    const together = several.accepted(patchId);
    if (together) heals.accepted(together);
    const offer = fixes.wasShown(patchId);
    if (!offer) return;
    const path = toPath(offer.uri);
    const own = offer.patch.candidate.edits.find((file) => file.path === path);
    heals.accepted({
      uri: offer.uri,
      path,
      title: offer.patch.candidate.title,
      patches: [offer.patch],
      before: offer.before,
      after: own ? patched(new SourceText(offer.before), own) : offer.before,
      problemsBefore: offer.problems,
      via: 'lightbulb',
      ms: offer.ms,
    });
  };
  connection.onExecuteCommand(
    log.caught(
      'a command',
      ({ command, arguments: given = [] }) => {
        if (!LIGHTBULB_COMMANDS.includes(command)) return run(command, given);
        const id: unknown = given[0];
        if (typeof id !== 'string') return null;
        if (command === TAKEN_BACK_COMMAND) heals.takenBack(id, 'taken back when its problem returned');
        if (command === ACCEPTED_COMMAND) {
          accepted(id);
          heals.came(id);
        }
        return null;
      },
      null,
    ),
  );

  connection.onRequest(
    OffersAt.type,
    log.caught(
      'offers at a line',
      ({ uri, line }): readonly OfferedPatch[] => {
        const here = fixes.of(uri).filter(({ known: { diagnostic } }) => {
          const { start, end } = diagnostic.range;
          return start.line <= line && line <= end.line;
        });
        const { hidden } = inMenu(here, client.settings);
        return here.map((offer) => ({ ...offered(offer.patch), low: hidden.includes(offer) }));
      },
      [],
    ),
  );
  connection.onRequest(
    ProposePatch.type,
    log.caught(
      'previewing a fix',
      ({ uri, patch }) => {
        const offer = fixes.of(uri).find((one) => one.patch.id === patch);
        if (offer) fixes.show(uri, [offer]);
        return patchPreview(offer, documents);
      },
      internalError('Previewing the fix'),
    ),
  );
  connection.onRequest(
    ListProblems.type,
    log.caught(
      'listing problems',
      ({ limit }): ListProblems.Answer | Refusal => (client.settings.enabled ? problems.list(limit) : DISABLED),
      internalError('Listing the problems'),
    ),
  );
  connection.onRequest(
    DismissFailure.type,
    log.caught(
      'dismissing a failure',
      ({ id }): DismissFailure.Answer => ({ dismissed: problems.dismiss(id) }),
      internalError('Dismissing the failure'),
    ),
  );
  const hover = async ({ textDocument: { uri }, position }: HoverParams): Promise<Hover | null> => {
    // Such a client does not ask again once the fix is ready.
    if (!client.hasCommands) await firstAnswer(uri);
    return explanations.hover(uri, position);
  };
  connection.onHover(log.caught('hover', hover, null));
  connection.onRequest(
    ExplainAt.type,
    log.caught('explaining', ({ uri, line }) => explanations.page(uri, line), internalError('Explaining the problem')),
  );
  connection.onRequest(
    BriefAt.type,
    log.caught('making a brief', ({ uri, line }) => explanations.brief(uri, line), internalError('Making the brief')),
  );
}

const isLead = ({ command }: CodeAction): boolean =>
  command?.command === COMMAND.previewFix || command?.command === COMMAND.showLowConfidence;

/** Id of the patch whose edit was left out of the menu. */
const patchOf = (data: unknown): string | undefined =>
  typeof data === 'object' && data !== null && 'patch' in data && typeof data.patch === 'string' ? data.patch : undefined;
