// Forwards what other providers say about documents to the server: it would see only its own diagnostics otherwise,
// and fixes are prepared when a diagnostic arrives, not when the menu opens.

import { Disposable, languages, workspace, type Diagnostic, type Uri } from 'vscode';
import { DiagnosticsSeen, SOURCE } from '../protocol';
import type { Feature } from './context';
import { isHealed, looksHealed } from './languages';

/** More problems than this in one file are a broken set-up, not work for anybody. */
const MAX_PER_FILE = 200;
/** Files forwarded when the server starts; open documents go first. */
const MAX_FILES = 500;
const MAX_MESSAGE = 8_000;
const MAX_RELATED = 20;

export const forwardDiagnostics: Feature = ({ session, settings }) => {
  const open = (uri: Uri) => workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  /** Files for which the server holds something: an empty list is news only for these. */
  const known = new Set<string>();

  const forward = (uri: Uri, all: readonly Diagnostic[]): void => {
    const document = open(uri);
    if (document ? !isHealed(document) : uri.scheme !== 'file' || !looksHealed(uri.path)) return;
    const convert = session.converter;
    if (!convert) return;
    const worst = all
      .filter((diagnostic) => diagnostic.source !== SOURCE)
      .sort((a, b) => a.severity - b.severity)
      .slice(0, MAX_PER_FILE);
    const key = uri.toString();
    if (worst.length === 0 && !known.has(key)) return;
    if (worst.length === 0) known.delete(key);
    else known.add(key);
    session.notify(DiagnosticsSeen.type, {
      uri: convert.asUri(uri),
      version: document?.version ?? null,
      diagnostics: worst.map((diagnostic) => {
        const plain = convert.asDiagnostic(diagnostic);
        return {
          ...plain,
          message: typeof plain.message === 'string' ? plain.message.slice(0, MAX_MESSAGE) : plain.message,
          ...(plain.relatedInformation && { relatedInformation: plain.relatedInformation.slice(0, MAX_RELATED) }),
        };
      }),
    });
  };

  const sweep = (): void => {
    known.clear();
    if (!settings.current.enabled) return;
    languages
      .getDiagnostics()
      .filter(([, diagnostics]) => diagnostics.length > 0)
      .sort(([a], [b]) => Number(open(b) !== undefined) - Number(open(a) !== undefined))
      .slice(0, MAX_FILES)
      .forEach(([uri, diagnostics]) => forward(uri, diagnostics));
  };

  let enabled = settings.current.enabled;
  return Disposable.from(
    languages.onDidChangeDiagnostics(({ uris }) => {
      if (settings.current.enabled) for (const uri of uris) forward(uri, languages.getDiagnostics(uri));
    }),
    // A document whose diagnostics came before it was open has a version only now.
    workspace.onDidOpenTextDocument((document) => {
      if (settings.current.enabled && isHealed(document)) forward(document.uri, languages.getDiagnostics(document.uri));
    }),
    session.onRunning(sweep),
    settings.onDidChange(() => {
      if (settings.current.enabled && !enabled) sweep();
      enabled = settings.current.enabled;
    }),
  );
};
