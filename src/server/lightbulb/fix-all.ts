// Several fixes of a document at once, from the menu: all that are sure (`source.fixAll.selfHeal`), or all of one kind. Which there are is told
// from memory; that they hold together is proved when one is chosen.

import { CodeActionKind, CodeActionTriggerKind, type CodeAction, type CodeActionParams } from 'vscode-languageserver';
import { mayGoInBulk, patched, SourceText } from '../../engine';
import { ACCEPTED_COMMAND, COMMAND, SOURCE, type ProblemKind } from '../../protocol';
import type { Applied } from '../applied/heal';
import { toPath } from '../session/paths';
import type { Session } from '../session/session';
import { inMenu, isSure } from '../session/tiers';
import { effectOf, FIX_KIND } from './code-actions';
import { combined } from './combined';
import type { Offer, PreparedFixes } from './prepared-fixes';
import { toEdit } from '../session/to-protocol';
import { keepNewest } from '../session/keep-newest';

/** So that a person can have them applied on save: `"editor.codeActionsOnSave": {"source.fixAll.selfHeal": "explicit"}`. */
export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.selfHeal`;

interface Several {
  readonly title: string;
  readonly uri: string;
  readonly version: number;
  readonly offers: readonly Offer[];
}

/** More at once are proved together too slowly for somebody who waits. */
const MAX_FIXES = 60;
/** Entries of menus that may still be chosen. */
const MAX_KEPT = 40;

export class FixAll {
  private readonly shown = new Map<string, Several>();
  private readonly applied = new Map<string, Applied>();
  private next = 1;

  constructor(
    private readonly session: Pick<Session, 'client' | 'documents' | 'folders' | 'known'>,
    private readonly fixes: PreparedFixes,
  ) {}

  /**
   * All sure fixes of the document as one action. Others' `source.fixAll` on save is no word for ours: that must name it.
   */
  ofDocument({ textDocument: { uri }, context }: Pick<CodeActionParams, 'textDocument' | 'context'>): CodeAction[] {
    const asked = context.only?.some(
      (kind) =>
        kind === FIX_ALL_KIND ||
        (context.triggerKind !== CodeActionTriggerKind.Automatic &&
          (kind === CodeActionKind.SourceFixAll || kind === CodeActionKind.Source)),
    );
    if (!asked) return [];
    const { settings } = this.session.client;
    const sure = this.bestOf(uri).filter(({ patch }) => isSure(patch, settings) && mayGoInBulk(patch, settings.confidenceReview));
    return sure.length === 0 ? [] : [this.entry('Fix all that is sure (Self-Heal)', FIX_ALL_KIND, uri, sure)];
  }

  /** Where the document has more problems of the kind that the first of these fixes mends: all of them at once. */
  ofKind(uri: string, here: readonly Offer[]): CodeAction[] {
    const { settings } = this.session.client;
    const [first] = inMenu(here, settings).shown;
    if (!first || !mayGoInBulk(first.patch, settings.confidenceReview)) return [];
    const alike = this.bestOf(uri).filter(
      ({ patch }) =>
        patch.candidate.origin.id === first.patch.candidate.origin.id &&
        patch.problem.errorType === first.patch.problem.errorType &&
        mayGoInBulk(patch, settings.confidenceReview),
    );
    // A mistake that two tools show, or one line shows twice, is mended by one edit: that is no second one.
    const { size } = new Set(alike.map(effectOf));
    if (size < 2 || !alike.some(({ known }) => known === first.known)) return [];
    return [this.entry(`Fix all ${size} of this kind in this file (Self-Heal)`, FIX_KIND, uri, alike)];
  }

  /**
   * The same mistake in other files, mended in the same way: leads to a plan. Whether there is a second one the client knows, who sees what is shown for files
   * that are not open.
   */
  ofWorkspace(here: readonly Offer[]): CodeAction[] {
    const { settings } = this.session.client;
    const [first] = inMenu(here, settings).shown;
    if (!first || !mayGoInBulk(first.patch, settings.confidenceReview)) return [];
    const { source, code } = first.known.diagnostic;
    // A failure of a program is seen where it was run, and nowhere else.
    if (source === undefined || source === SOURCE || code === undefined) return [];
    const kind: ProblemKind = {
      errorType: first.patch.problem.errorType,
      fixer: first.patch.candidate.origin.id,
      source,
      code: String(code),
    };
    const title = 'Fix all of this kind in the workspace… (Self-Heal)';
    return [{ title, kind: FIX_KIND, command: { title, command: COMMAND.fixKind, arguments: [kind] } }];
  }

  /** The edit of an entry that was chosen; as it came where the text has moved on or nothing holds. */
  async resolved(action: CodeAction): Promise<CodeAction> {
    const id: unknown = action.data;
    const several = typeof id === 'string' ? this.shown.get(id) : undefined;
    const document = several && this.session.documents.get(several.uri);
    if (typeof id !== 'string' || !several || document?.version !== several.version) return action;
    const source = new SourceText(document.getText());
    const path = toPath(several.uri);
    const patches = several.offers.map(({ patch }) => patch);
    const together = await combined(patches, source, path, await this.session.folders.workspaceOf(path));
    if (!together || this.session.documents.get(several.uri)?.version !== several.version) return action;
    keepNewest(
      this.applied,
      id,
      {
        uri: several.uri,
        path,
        title: several.title,
        patches: together.patches,
        before: source.text,
        after: patched(source, together.edit),
        problemsBefore: this.session.known.of(several.uri).map(({ problem }) => problem),
        via: 'lightbulb',
      },
      MAX_KEPT,
    );
    return { ...action, edit: { documentChanges: [toEdit(several.uri, several.version, together.edit.edits)] } };
  }

  /** The editor has put that entry's edit in. */
  accepted(id: string): Applied | undefined {
    const applied = this.applied.get(id);
    this.applied.delete(id);
    return applied;
  }

  /** The best fix of each problem, where it stands in the menu and changes this document alone. */
  private bestOf(uri: string): readonly Offer[] {
    const problems = new Set<Offer['known']>();
    const path = toPath(uri);
    return inMenu(this.fixes.of(uri), this.session.client.settings).shown.filter(({ patch, known }) => {
      const { edits } = patch.candidate;
      if (problems.has(known)) return false;
      problems.add(known);
      return edits.length === 1 && edits[0]?.path === path;
    });
  }

  private entry(title: string, kind: string, uri: string, offers: readonly Offer[]): CodeAction {
    const id = `several-${this.next++}`;
    const version = offers[0]?.version ?? 0;
    keepNewest(this.shown, id, { title, uri, version, offers: offers.slice(0, MAX_FIXES) }, MAX_KEPT);
    return { title, kind, data: id, command: { title: 'Record the accepted fixes', command: ACCEPTED_COMMAND, arguments: [id] } };
  }
}
