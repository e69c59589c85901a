// Notices what the user mended by hand: a problem stood in a text, the text was changed, and the problem is gone with nothing new in its place;
// or a command that failed ends well now. By setting such a fix is kept as a pair, or the status asks once whether it is to be kept.

import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { Emitter } from 'vscode-languageserver';
import { diffProblems, handMadeFix, pointsToOwnCode, wordsOf, type Patch, type Problem, type RungResult } from '../../engine';
import type { StatusChanged } from '../../protocol';
import { isWrong } from '../session/known-problems';
import { toUri } from '../session/paths';
import type { Session } from '../session/session';
import type { EndedCommand } from '../terminal/command-failures';

export interface HandMadeFix {
  readonly path: string;
  readonly patch: Patch;
  readonly before: string;
  readonly after: string;
}

/** Diagnostics must have stood still for this long before they are believed. In ms. */
const SETTLE = 800;
/** A problem in a text that is being typed is none: it counts once the text has stood with it for this long. In ms. */
const STOOD = 2_000;
/** Texts of a document without a problem that are remembered: going back to one is an undo and no fix. */
const MAX_CLEAN = 50;
/** More problems that went at once were not one mistake. */
const MAX_GONE = 3;
/** The status asks for this long. In ms. */
const OFFERED = 120_000;
const MAX_TOLD = 10_000;
/** Failed commands that are remembered; the oldest go. */
const MAX_FAILED = 20;

interface Stood {
  readonly text: string;
  readonly problems: readonly Problem[];
}

interface DocumentState {
  stood: Stood | undefined;
  timer: NodeJS.Timeout | undefined;
  /** Hashes, oldest first. */
  readonly clean: Set<string>;
}

export class HandMadeFixes {
  private readonly states = new Map<string, DocumentState>();
  private readonly failed = new Map<string, readonly { readonly problem: Problem; readonly text: string }[]>();
  private readonly found = new Emitter<HandMadeFix>();
  private readonly stood = new Emitter<readonly Problem[]>();
  /** Problems that were told to have stood, by document and words: each is news once. */
  private readonly told = new Set<string>();
  private last: HandMadeFix | undefined;
  private offered: NodeJS.Timeout | undefined;
  private readonly changed = new Emitter<void>();

  readonly onDidFind = this.found.event;
  /** Problems have stood in a text that nobody was typing in: they are real. Each once. */
  readonly onDidStand = this.stood.event;
  /** What is offered has changed. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly session: Pick<Session, 'client' | 'documents' | 'known' | 'log'>) {}

  /** What the status says of the last one found, for as long as it is offered. */
  get asStatus(): Pick<StatusChanged.Params, 'handMade'> {
    const { last } = this;
    return last ? { handMade: { title: last.patch.candidate.title, file: basename(last.path) } } : {};
  }

  /** The last one found, which is then no longer offered. */
  take(): HandMadeFix | undefined {
    const { last } = this;
    this.offer(undefined);
    return last;
  }

  /** What is known to be wrong with a document has changed, or the document itself. */
  seen(uri: string): void {
    if (this.session.client.settings.handMade === 'off') return;
    this.schedule(uri, SETTLE, () => this.settled(uri));
  }

  /** A fix of ours was put into the document, or taken out: what stood before says nothing of the user's own work. */
  healed(uri: string): void {
    const state = this.states.get(uri);
    if (state) state.stood = undefined;
    if (this.last && toUri(this.last.path) === uri) this.offer(undefined);
    for (const [key, failures] of this.failed)
      if (failures.some(({ problem }) => toUri(problem.location.path) === uri)) this.failed.delete(key);
  }

  closed(uri: string): void {
    clearTimeout(this.states.get(uri)?.timer);
    this.states.delete(uri);
  }

  /** A command that failed and ends well now, with the file changed in between, was mended in between. */
  commandEnded({ line, cwd, exitCode, problems }: EndedCommand): void {
    if (this.session.client.settings.handMade === 'off') return;
    const key = `${line}\0${cwd}`;
    const before = this.failed.get(key) ?? [];
    this.failed.delete(key);
    const texts = problems.filter(pointsToOwnCode).flatMap((problem) => {
      const text = this.session.documents.textOf(problem.location.path);
      return text === undefined ? [] : [{ problem, text }];
    });
    if (texts.length > 0) {
      this.failed.set(key, texts);
      const [oldest] = this.failed.keys();
      if (this.failed.size > MAX_FAILED && oldest !== undefined) this.failed.delete(oldest);
    }
    if (exitCode !== 0 || problems.length > 0) return;
    const evidence: RungResult = { rung: 'reruns', result: 'passed', by: line, why: 'the command failed before and ends well now' };
    for (const { problem, text } of before) {
      const now = this.session.documents.textOf(problem.location.path);
      if (now !== undefined && this.tell(problem, text, now, evidence)) return;
    }
  }

  dispose(): void {
    clearTimeout(this.offered);
    for (const uri of [...this.states.keys()]) this.closed(uri);
  }

  private schedule(uri: string, ms: number, then: () => void): void {
    const state = this.state(uri);
    clearTimeout(state.timer);
    state.timer = setTimeout(
      this.session.log.listener('fixes made by hand', () => {
        state.timer = undefined;
        then();
      }),
      ms,
    );
  }

  private state(uri: string): DocumentState {
    let state = this.states.get(uri);
    if (!state) this.states.set(uri, (state = { stood: undefined, timer: undefined, clean: new Set() }));
    return state;
  }

  /** The document's diagnostics have stood still. */
  private settled(uri: string): void {
    const now = this.present(uri);
    if (!now) return;
    const state = this.state(uri);
    const { stood } = state;
    const hash = createHash('sha1').update(now.text).digest('base64');
    if (stood && stood.text !== now.text) {
      const { added, removed } = diffProblems(stood.problems, now.problems);
      if (removed.length > 0 && added.length === 0) {
        // Going back to what the text was before is an undo.
        if (removed.length <= MAX_GONE && !state.clean.has(hash)) {
          const by = [...new Set(removed.map(({ source }) => source))].join(', ');
          const evidence: RungResult = {
            rung: 'checks',
            result: 'passed',
            by,
            why: 'the problem is gone in the editor and nothing new appeared',
          };
          removed.some((problem) => this.tell(problem, stood.text, now.text, evidence));
        }
        state.stood = undefined;
      }
    }
    if (now.problems.length === 0) {
      state.clean.delete(hash);
      state.clean.add(hash);
      const [oldest] = state.clean;
      if (state.clean.size > MAX_CLEAN && oldest !== undefined) state.clean.delete(oldest);
      state.stood = undefined;
      return;
    }
    this.schedule(uri, STOOD, () => this.stands(uri, now.text));
  }

  /** The text has stood with its problems: from here on what takes one away is a fix. */
  private stands(uri: string, text: string): void {
    const now = this.present(uri);
    if (!now || now.text !== text) return;
    const news = now.problems.filter((problem) => !this.told.has(`${uri} ${wordsOf(problem)}`));
    for (const problem of news) this.told.add(`${uri} ${wordsOf(problem)}`);
    if (this.told.size > MAX_TOLD) this.told.clear();
    if (news.length > 0) this.stood.fire(news);
    const state = this.state(uri);
    // Half a fix is none: while its problem is there, what was begun at it goes on.
    if (state.stood && isNearProblem(state.stood, now.text)) return;
    state.stood = now;
  }

  /** The document's text with what its checkers say of just this text. */
  private present(uri: string): Stood | undefined {
    const { documents, known } = this.session;
    const document = documents.get(uri);
    if (!document || (known.seenAt(uri) === undefined && known.ownChecksOf(uri).length === 0)) return undefined;
    const failures = new Set(known.failuresIn(uri));
    const problems = known.of(uri).filter((one) => !failures.has(one));
    return { text: document.getText(), problems: problems.map(({ problem }) => problem).filter(isWrong) };
  }

  private tell(problem: Problem, before: string, after: string, evidence: RungResult): boolean {
    const patch = handMadeFix({ problem, before, after, evidence });
    if (!patch) return false;
    const fix = { path: problem.location.path, patch, before, after };
    this.offer(fix);
    this.found.fire(fix);
    return true;
  }

  /** Asked once and for a while: who does not want it need not say so. */
  private offer(fix: HandMadeFix | undefined): void {
    clearTimeout(this.offered);
    this.last = fix;
    if (fix) this.offered = setTimeout(() => this.offer(undefined), OFFERED);
    this.changed.fire();
  }
}

/** Lines around a problem that belong to it. */
const NEAR = 2;

/** Whether the text has changed beside one of its problems. */
function isNearProblem({ text, problems }: Stood, now: string): boolean {
  const [old, fresh] = [text.split('\n'), now.split('\n')];
  let first = 0;
  while (first < old.length && first < fresh.length && old[first] === fresh[first]) first++;
  let last = old.length;
  for (let end = fresh.length; last > first && end > first && old[last - 1] === fresh[end - 1]; end--) last--;
  return problems.some(({ location: { range } }) => range.start.line + NEAR >= first && range.end.line - NEAR < last);
}
