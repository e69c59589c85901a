// Fixers and verifiers that other extensions have registered with the client: the engine asks them through it. Where there are none for a language nothing
// is asked, and one that never answers holds nobody up.

import { CancellationTokenSource, Emitter, type Connection } from 'vscode-languageserver';
import type { LanguageId, Problem, Registered, RegisteredFix } from '../../engine';
import { AskFixers, AskVerifiers, type RegisteredChanged, type ToldProblem } from '../../protocol';
import type { Log } from './log';
import { toUri } from './paths';

/** The client gives up each by itself sooner. In ms. */
const MAX_WAIT = 3_000;
/** A client that did not answer is not asked again for so long: every problem would wait for it. In ms. */
const PAUSE = 60_000;

export class RegisteredByOthers implements Registered {
  private now: RegisteredChanged.Params = { fixers: [], verifiers: [] };
  /** `performance.now()`. */
  private silentUntil = 0;
  private readonly changed = new Emitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly connection: Pick<Connection, 'sendRequest'>,
    private readonly log: Log,
  ) {}

  set(registered: RegisteredChanged.Params): void {
    this.now = registered;
    this.silentUntil = 0;
    this.changed.fire();
  }

  async fixes({ problem, path, text, signal }: Parameters<Registered['fixes']>[0]): Promise<readonly RegisteredFix[]> {
    const { language } = problem;
    if (!isFor(this.now.fixers, language)) return [];
    const params: AskFixers.Params = { uri: toUri(path), language, text, problem: told(problem) };
    const answer = await this.ask<AskFixers.Answer>(AskFixers.type.method, params, signal);
    return answer?.fixes ?? [];
  }

  async verdicts({ problem, path, before, after, signal }: Parameters<Registered['verdicts']>[0]): ReturnType<Registered['verdicts']> {
    const { language } = problem;
    if (!isFor(this.now.verifiers, language)) return [];
    const params: AskVerifiers.Params = { uri: toUri(path), language, before, after, problem: told(problem) };
    const answer = await this.ask<AskVerifiers.Answer>(AskVerifiers.type.method, params, signal);
    return (answer?.verdicts ?? []).map(({ verifier, result, why }) => ({ by: verifier, result, ...(why === undefined ? {} : { why }) }));
  }

  /** undefined where it was cancelled, late, or went wrong. */
  private async ask<R>(method: string, params: object, signal: AbortSignal): Promise<R | undefined> {
    if (signal.aborted || performance.now() < this.silentUntil) return undefined;
    const source = new CancellationTokenSource();
    const limit = AbortSignal.timeout(MAX_WAIT);
    const both = AbortSignal.any([signal, limit]);
    const late = new Promise<undefined>((resolve) => both.addEventListener('abort', () => resolve(undefined), { once: true }));
    try {
      const asked = this.connection.sendRequest<R>(method, params, source.token).catch((error: unknown) => {
        if (!both.aborted) this.log.warn(`Other extensions could not be asked: ${String(error)}`);
        return undefined;
      });
      const answer = await Promise.race([asked, late]);
      if (answer === undefined && limit.aborted && !signal.aborted) {
        this.silentUntil = performance.now() + PAUSE;
        this.log.warn('What other extensions have registered gave no answer, so it is not asked for a minute.');
      }
      return answer;
    } finally {
      source.cancel();
      source.dispose();
    }
  }
}

const isFor = (registered: readonly { readonly languages: readonly string[] }[], language: LanguageId): boolean =>
  registered.some(({ languages }) => languages.includes(language));

const told = ({ errorType, message, source, location, severity }: Problem): ToldProblem => ({
  errorType,
  message,
  source,
  range: location.range,
  severity,
});
