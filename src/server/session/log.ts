// The server's log, and how a handler is kept from failing at the client: what it throws is logged, and it answers something harmless.

import type { RemoteConsole } from 'vscode-languageserver';
import { visibleText } from '../../engine';

export class Log {
  constructor(private readonly console: Pick<RemoteConsole, 'info' | 'warn' | 'error'>) {}

  info(message: string): void {
    this.console.info(visibleText(message));
  }

  warn(message: string): void {
    this.console.warn(visibleText(message));
  }

  /** A bug of ours. `where` is what was being done. */
  readonly fault = (where: string, error: unknown): void => {
    this.console.error(visibleText(`${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`));
  };

  /** The handler with everything it throws or rejects with caught: it is logged, and `otherwise` is the answer. */
  caught<A extends unknown[], R, O>(where: string, handler: (...given: A) => R, otherwise: O): (...given: A) => R | O | Promise<O> {
    const failed = (error: unknown): O => {
      this.fault(where, error);
      return otherwise;
    };
    return (...given) => {
      try {
        const answer = handler(...given);
        return answer instanceof Promise ? answer.catch(failed) : answer;
      } catch (error) {
        return failed(error);
      }
    };
  }

  /** As `caught`, for what has nothing to answer. */
  listener<A extends unknown[]>(where: string, handler: (...given: A) => unknown): (...given: A) => void {
    const safe = this.caught(where, handler, undefined);
    return (...given) => void safe(...given);
  }
}
