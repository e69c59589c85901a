// What the security scan found in open documents. No problems that are healed: they count nowhere, and no heal of a file touches them.

import { DiagnosticSeverity, Emitter, type Diagnostic, type TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { touches, visibleLine, visibleText, type Range, type SecurityFinding } from '../../engine';
import { SOURCE } from '../../protocol';
import type { Documents } from './documents';
import { movedRange } from './known-problems';

export interface ShownFinding {
  readonly finding: SecurityFinding;
  readonly diagnostic: Diagnostic;
}

export interface FixableFinding {
  readonly diagnostic: Diagnostic;
  readonly fix: NonNullable<SecurityFinding['fix']>;
}

interface Found {
  /** The document's version that was scanned. */
  readonly version: number;
  readonly shown: readonly ShownFinding[];
}

export class SecurityFindings {
  private readonly found = new Map<string, Found>();
  private readonly changed = new Emitter<string>();

  /** What is shown for a document, by its URI, came anew. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly documents: Pick<Documents, 'get'>) {}

  set(uri: string, version: number, findings: readonly SecurityFinding[]): void {
    if (findings.length > 0)
      this.found.set(uri, { version, shown: findings.map((finding) => ({ finding, diagnostic: toDiagnostic(finding) })) });
    else if (!this.found.delete(uri)) return;
    this.changed.fire(uri);
  }

  /** Hints move with the text until it is scanned again. */
  edited(uri: string, changes: readonly TextDocumentContentChangeEvent[]): void {
    const found = this.found.get(uri);
    if (!found) return;
    const move = (range: Range): Range =>
      changes.reduce<Range>((moved, change) => ('range' in change ? movedRange(moved, change.range, change.text) : moved), range);
    this.found.set(uri, {
      version: found.version,
      shown: found.shown.map(({ finding, diagnostic }) => ({ finding, diagnostic: { ...diagnostic, range: move(diagnostic.range) } })),
    });
  }

  of(uri: string): readonly ShownFinding[] {
    return this.found.get(uri)?.shown ?? [];
  }

  /** Those with a fix that is made for the present text, at a range. */
  fixableAt(uri: string, range: Range): readonly FixableFinding[] {
    if (this.found.get(uri)?.version !== this.documents.get(uri)?.version) return [];
    return this.of(uri).flatMap(({ finding: { fix }, diagnostic }) => (fix && touches(diagnostic.range, range) ? { diagnostic, fix } : []));
  }
}

function toDiagnostic({ code, range, message }: SecurityFinding): Diagnostic {
  return { range, severity: DiagnosticSeverity.Hint, source: SOURCE, code: visibleLine(code), message: visibleText(message) };
}
