// The server's own look at Python documents that no language server and no linter looks at: with nothing set up, a missing colon still gets a squiggle and a fix.
// As soon as anybody else says anything about Python, it is silent for good. A client that forwards no diagnostics may ask for all that the workspace's
// checkers find, in all languages.

import { DiagnosticSeverity } from 'vscode-languageserver';
import { certainErrors, inspectFile, isHealed, SourceText, visibleLine, visibleText, type Problem } from '../../engine';
import { SOURCE } from '../../protocol';
import { isHealableText } from '../session/healable-text';
import type { KnownProblem } from '../session/known-problems';
import { isCell, toPath } from '../session/paths';
import type { Session } from '../session/session';
import { isSourceExcluded } from '../session/settings';

/** After an edit, wait for this long; while nobody has spoken yet, for longer: a language server takes its time to start. In ms. */
const QUIET = 700;
const QUIET_AT_FIRST = 3_000;
/** Shown at most: one mistake at the head of a file can make many. */
const MAX_SHOWN = 20;
/** The same where all that checkers find was asked for. */
const MAX_ALL = 200;
/** Others that look at the language itself, and not at spelling or to-dos. */
const CHECKERS = /pyright|pylance|pyrefly|pyre|mypy|ruff|flake8|pyflakes|pylint|pycodestyle|pylsp|jedi|zuban|^ty$|^python$/i;

export class OwnChecks {
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly running = new Map<string, AbortController>();
  /** Somebody else checks Python here. */
  private isCovered = false;
  /** Nobody spoke while there was time to. */
  private isAlone = false;

  constructor(private readonly session: Pick<Session, 'client' | 'documents' | 'folders' | 'known' | 'log'>) {}

  opened(uri: string): void {
    this.schedule(uri);
  }

  edited(uri: string): void {
    this.schedule(uri);
  }

  closed(uri: string): void {
    clearTimeout(this.timers.get(uri));
    this.timers.delete(uri);
    this.running.get(uri)?.abort();
    this.running.delete(uri);
  }

  /** Others have said what is wrong with a document. */
  seen(uri: string): void {
    if (
      this.isCovered ||
      this.wantsAll ||
      !this.session.known.shownByOthers(uri).some(({ diagnostic }) => CHECKERS.test(diagnostic.source ?? ''))
    )
      return;
    this.isCovered = true;
    this.dispose();
    for (const document of this.session.documents.all()) this.session.known.foundByOwnCheck(document.uri, []);
  }

  /** Settings or trust changed. */
  checkAgain(): void {
    for (const document of this.session.documents.all()) this.schedule(document.uri);
  }

  dispose(): void {
    for (const uri of [...this.timers.keys(), ...this.running.keys()]) this.closed(uri);
  }

  /** All that the workspace's checkers find is asked for. */
  private get wantsAll(): boolean {
    const { client } = this.session;
    return !client.forwardsDiagnostics && client.checks === 'all';
  }

  private schedule(uri: string): void {
    const { client, documents } = this.session;
    const language = documents.get(uri)?.languageId;
    if (
      this.isCovered ||
      client.othersCheckPython ||
      (!client.forwardsDiagnostics && client.checks === 'none') ||
      (this.wantsAll ? language === undefined || !isHealed(language) : language !== 'python') ||
      // A cell of a notebook uses names of other cells.
      isCell(uri)
    )
      return;
    this.closed(uri);
    // A client that keeps others' diagnostics to itself has nothing to wait for.
    const wait = this.isAlone || !client.forwardsDiagnostics ? QUIET : QUIET_AT_FIRST;
    this.timers.set(
      uri,
      setTimeout(() => {
        this.timers.delete(uri);
        this.isAlone = true;
        void this.check(uri);
      }, wait),
    );
  }

  private async check(uri: string): Promise<void> {
    const { client, documents, folders, known, log } = this.session;
    const document = documents.get(uri);
    const file = toPath(uri);
    if (!document) return;
    const { version } = document;
    const running = new AbortController();
    this.running.set(uri, running);
    try {
      const isWanted = client.settings.enabled && !folders.isExcluded(file) && isHealableText(document.getText());
      const source = new SourceText(document.getText());
      const workspace = await folders.workspaceOf(file);
      const { signal } = running;
      const problems = !isWanted
        ? []
        : this.wantsAll && isHealed(document.languageId)
          ? (await inspectFile(file, document.languageId, source, workspace, signal)).problems
          : await certainErrors(file, source, workspace, signal);
      if (running.signal.aborted || documents.get(uri)?.version !== version) return;
      known.foundByOwnCheck(
        uri,
        problems
          .filter((problem) => !isSourceExcluded(client.settings, problem.source, problem.errorType))
          .slice(0, this.wantsAll ? MAX_ALL : MAX_SHOWN)
          .map(toKnown),
      );
    } catch (error) {
      log.fault('checking a document', error);
    } finally {
      if (this.running.get(uri) === running) this.running.delete(uri);
    }
  }
}

function toKnown(problem: Problem): KnownProblem {
  const message = /^(?:Syntax|Indentation|Tab)Error$/.test(problem.errorType)
    ? problem.message
    : problem.source === 'python'
      ? `${problem.errorType}: ${problem.message}`
      : problem.message;
  return {
    problem,
    diagnostic: {
      range: problem.location.range,
      severity: problem.severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
      source: SOURCE,
      code: visibleLine(problem.errorType),
      message: visibleText(message),
    },
  };
}
