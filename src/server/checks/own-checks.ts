// The server's own look at Python documents that no language server and no linter looks at: with nothing set up, a missing colon still gets a squiggle and a fix.
// As soon as anybody else says anything about Python, it is silent for good.

import { DiagnosticSeverity } from 'vscode-languageserver';
import { certainErrors, SourceText, visibleLine, visibleText, type Problem } from '../../engine';
import { SOURCE } from '../../protocol';
import { isHealableText } from '../session/healable-text';
import type { KnownProblem } from '../session/known-problems';
import { isCell, toPath } from '../session/paths';
import type { Session } from '../session/session';

/** After an edit, wait for this long; while nobody has spoken yet, for longer: a language server takes its time to start. In ms. */
const QUIET = 700;
const QUIET_AT_FIRST = 3_000;
/** Shown at most: one mistake at the head of a file can make many. */
const MAX_SHOWN = 20;
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
    if (this.isCovered || !this.session.known.shownByOthers(uri).some(({ diagnostic }) => CHECKERS.test(diagnostic.source ?? ''))) return;
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

  private schedule(uri: string): void {
    const { client, documents } = this.session;
    // A client that keeps others' diagnostics to itself can't tell whether anybody looks.
    if (
      this.isCovered ||
      client.othersCheckPython ||
      !client.forwardsDiagnostics ||
      documents.get(uri)?.languageId !== 'python' ||
      // A cell of a notebook uses names of other cells.
      isCell(uri)
    )
      return;
    this.closed(uri);
    const wait = this.isAlone ? QUIET : QUIET_AT_FIRST;
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
      const problems = isWanted ? await certainErrors(file, source, await folders.workspaceOf(file), running.signal) : [];
      if (running.signal.aborted || documents.get(uri)?.version !== version) return;
      known.foundByOwnCheck(uri, problems.slice(0, MAX_SHOWN).map(toKnown));
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
    : `${problem.errorType}: ${problem.message}`;
  return {
    problem,
    diagnostic: {
      range: problem.location.range,
      severity: DiagnosticSeverity.Error,
      source: SOURCE,
      code: visibleLine(problem.errorType),
      message: visibleText(message),
    },
  };
}
