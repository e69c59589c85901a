// What `activate` gives other extensions: the versioned object of `extension-api.ts`, over the same requests that our own commands make.

import { CancellationError, EventEmitter, Range, Uri, type CancellationToken, type Diagnostic, type Disposable } from 'vscode';
import { ChooseFix, FixesFor, Healed, HealText, ListPairs, PairStatistics, type AskedFix, type Refusal } from '../../protocol';
import { applyFiles } from '../session/apply';
import type { ClientContext } from '../session/context';
import type { Fix, HealEvent, SelfHealApi, SelfHealExports } from '../session/extension-api';
import { openFile } from '../session/open-file';
import { recordApplied } from '../session/record-applied';
import { answerOrThrow, Cancelled } from '../session/user-error';

const API_VERSION = '1.0.0';
const DEFAULT_PAIRS = 100;

/** Never throws: where the extension could not start, each call says so. */
export function makeExports(context: ClientContext): { readonly exports: SelfHealExports; readonly disposable: Disposable } {
  const { session, registrations } = context;
  const healed = new EventEmitter<HealEvent>();
  session.on(Healed.type, ({ uri, title, via, patches }) =>
    healed.fire({
      uri: Uri.parse(uri),
      title,
      via,
      fixes: patches.map((patch) => ({ title: patch.title, source: patch.fixer, confidence: patch.confidence, problem: patch.problem })),
    }),
  );
  const api: SelfHealApi = Object.freeze({
    version: 1,
    async heal({ text, error, uri, languageId, line }, token) {
      const { fixes } = answered(
        await session.ask(
          HealText.type,
          {
            text: String(text),
            error: String(error),
            ...(uri ? { uri: session.converter?.asUri(uri) ?? uri.toString() } : {}),
            ...(languageId === undefined ? {} : { language: languageId }),
            ...(line === undefined ? {} : { line }),
          },
          token,
        ),
      );
      return fixes.map(toFix);
    },
    async fixesFor(uri: Uri, diagnostic: Diagnostic, token?: CancellationToken) {
      await session.start();
      // What is not open in the editor is not known to the server as the editor shows it.
      await openFile(uri);
      const convert = session.converter;
      if (!convert) return [];
      const { fixes } = answered(
        await session.ask(FixesFor.type, { uri: convert.asUri(uri), diagnostic: convert.asDiagnostic(diagnostic) }, token),
      );
      return fixes.map(toFix);
    },
    async apply({ id }: Fix) {
      const { files } = answered(await session.ask(ChooseFix.type, { fix: String(id) }));
      await applyFiles(files);
      const [first] = files;
      if (first) await recordApplied(context, first.edit.textDocument.uri);
    },
    async pairs({ folder, limit = DEFAULT_PAIRS, errorType }) {
      const params = { folder: folder.toString(), limit, ...(errorType === undefined ? {} : { errorType }) };
      return answered(await session.ask(ListPairs.type, params)).pairs;
    },
    async statistics(folder: Uri) {
      return answered(await session.ask(PairStatistics.type, { folder: folder.toString() }));
    },
    onDidHeal: healed.event,
    registerFixer: (fixer) => registrations.registerFixer(fixer),
    registerVerifier: (verifier) => registrations.registerVerifier(verifier),
    registerProvider: (provider) => registrations.registerProvider(provider),
  } satisfies SelfHealApi);
  const exports: SelfHealExports = Object.freeze({
    version: API_VERSION,
    getApi(version: number): SelfHealApi {
      if (version !== 1) throw new Error(`Self-Heal has no API of version ${String(version)}; it has version 1.`);
      return api;
    },
  });
  return { exports, disposable: healed };
}

/** As `answerOrThrow`, for a program: it knows the editor's own error for what was cancelled. */
function answered<T extends object>(answer: T | Refusal): T {
  try {
    return answerOrThrow(answer);
  } catch (error) {
    throw error instanceof Cancelled ? new CancellationError() : error;
  }
}

function toFix({ id, title, explanation, confidence, evidence, fixer, adds, problem, problemRange, files }: AskedFix): Fix {
  return {
    id,
    title,
    explanation,
    confidence,
    evidence,
    source: fixer,
    adds,
    problem: { message: problem, range: toRange(problemRange) },
    files: files.map(({ uri, edits, after }) => ({
      uri: Uri.parse(uri),
      edits: edits.map(({ range, newText }) => ({ range: toRange(range), newText })),
      after,
    })),
  };
}

const toRange = ({ start, end }: AskedFix['problemRange']): Range => new Range(start.line, start.character, end.line, end.character);
