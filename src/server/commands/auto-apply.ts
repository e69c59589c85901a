// Chooses what may be applied without being asked, where a person has opted in: deterministic, proved, likely, in one open
// document, and for exactly its present text. The client applies it, as one undo step, and says so.

import { isReportedTwice, mayGoInBulk, patched, SourceText, type Problem } from '../../engine';
import type { AutoHeal } from '../../protocol';
import type { Applied } from '../applied/heal';
import { keyOfFix } from '../applied/same-fix';
import { combined } from '../lightbulb/combined';
import type { Offer, PreparedFixes } from '../lightbulb/prepared-fixes';
import { isSure } from '../session/tiers';
import { toPath, toUri } from '../session/paths';
import type { Session } from '../session/session';
import { isAutoMuted } from '../session/settings';
import { offered, toEdit } from '../session/to-protocol';
import type { EndedCommand } from '../terminal/command-failures';
import { keepNewest } from '../session/keep-newest';

/** Linters that look at saved files answer within this; then nothing is waited for any more. In ms. */
const MAX_WAIT = 10_000;
/** Diagnostics must have stood still for this long. In ms. */
const SETTLE = 800;
const STEP = 100;
/** More than this at once is no slip but a broken file: a person should look at it. */
const MAX_FIXES = 10;
/** Commands whose failures are remembered until the client asks, and heals until it has applied them. */
const MAX_KEPT = 20;

export class AutoApply {
  private readonly ended = new Map<number, EndedCommand>();
  private readonly proposed = new Map<string, Applied>();
  /**
   * What was applied by itself in this session, by document: never twice. Whoever took it back (the person, a formatter,
   * another extension) has the last word, and nothing can go round in circles.
   */
  private readonly done = new Set<string>();
  private next = 1;

  constructor(
    private readonly session: Pick<Session, 'client' | 'documents' | 'folders' | 'known'>,
    private readonly fixes: PreparedFixes,
    private readonly now: () => number,
  ) {}

  commandEnded(command: EndedCommand): void {
    if (command.problems.length === 0) return;
    keepNewest(this.ended, command.id, command, MAX_KEPT);
  }

  async choose(params: AutoHeal.Params): Promise<AutoHeal.Answer | null> {
    const { client, documents, known } = this.session;
    const { enabled, autoApply } = client.settings;
    if (!enabled || !client.trusted || autoApply !== (params.cause === 'save' ? 'onSave' : 'onRun')) return null;
    const command = params.cause === 'run' ? this.ended.get(params.command) : undefined;
    const uri = params.cause === 'save' ? params.uri : command?.problems[0] && toUri(command.problems[0].location.path);
    const document = uri === undefined ? undefined : documents.get(uri);
    if (uri === undefined || !document) return null;
    const version = document.version;
    if (!(await this.settled(uri, version, params.cause === 'run'))) return null;
    // Best first for each problem: only the best of a problem counts, and only where it is sure.
    const problems = new Set<Offer['known']>();
    const sure = this.fixes.of(uri).filter((offer) => {
      if (problems.has(offer.known)) return false;
      problems.add(offer.known);
      return this.mayApply(offer, command?.problems);
    });
    const source = new SourceText(document.getText());
    const path = toPath(uri);
    const together = await combined(
      sure.slice(0, MAX_FIXES).map(({ patch }) => patch),
      source,
      path,
      await this.session.folders.workspaceOf(path),
    );
    if (!together || documents.get(uri)?.version !== version) return null;
    const heal = `auto-${this.next++}`;
    const { patches, edit } = together;
    const title = patches.length === 1 ? (patches[0]?.candidate.title ?? '') : `${patches.length} fixes`;
    keepNewest(
      this.proposed,
      heal,
      {
        id: heal,
        uri,
        path,
        title,
        patches,
        via: 'auto',
        before: source.text,
        after: patched(source, edit),
        automatic: params.cause,
        problemsBefore: known.of(uri).map(({ problem }) => problem),
      },
      MAX_KEPT,
    );
    return {
      heal,
      before: source.text,
      patches: patches.map(offered),
      edit: toEdit(uri, version, edit.edits),
    };
  }

  /** The client has applied it: what the acceptance needs to know. */
  applied(heal: string): Applied | undefined {
    const applied = this.proposed.get(heal);
    this.proposed.delete(heal);
    for (const patch of applied?.patches ?? []) this.done.add(keyOfFix(applied?.uri ?? '', patch));
    return applied;
  }

  private mayApply({ patch, known, uri }: Offer, failed: readonly Problem[] | undefined): boolean {
    const { settings } = this.session.client;
    return (
      known.problem.severity === 'error' &&
      isSure(patch, settings) &&
      mayGoInBulk(patch, settings.confidenceReview) &&
      patch.candidate.edits.length === 1 &&
      patch.candidate.edits[0]?.path === toPath(uri) &&
      !isAutoMuted(settings, patch.candidate.origin.id) &&
      !this.done.has(keyOfFix(uri, patch)) &&
      (failed === undefined ||
        failed.some((problem) => problem.location.path === known.problem.location.path && isReportedTwice(problem, known.problem)))
    );
  }

  /** Whether the document is as it was when asked, and all that is going to be said about it has been said; a failed run needs no language server. */
  private async settled(uri: string, version: number, unheard: boolean): Promise<boolean> {
    const began = this.now();
    for (;;) {
      if (this.session.documents.get(uri)?.version !== version) return false;
      const seen = this.session.known.seenAt(uri);
      const now = this.now();
      if ((seen !== undefined || unheard) && now - Math.max(seen ?? 0, began) >= SETTLE && this.fixes.isReady(uri)) return true;
      if (now - began > MAX_WAIT) return false;
      await new Promise((resolve) => setTimeout(resolve, STEP));
    }
  }
}
