// Exceptions at which a debugger stops because nothing handles them: the server shows them as it shows those of a failed command.

import { Uri, debug, type DebugAdapterTracker, type DebugSession, type Disposable } from 'vscode';
import { ReadErrors } from '../../protocol';
import type { ClientContext } from '../session/context';
import { isDebugged, isUnhandled, printed, type ExceptionInfo, type StackTrace } from './debugged-exception';

const MAX_FRAMES = 50;

/** What is read of the debug adapter's messages (Debug Adapter Protocol). */
interface Message {
  readonly type?: string;
  readonly event?: string;
  readonly body?: { readonly reason?: string; readonly threadId?: number };
}
interface Request {
  readonly type?: string;
  readonly command?: string;
  readonly arguments?: { readonly filters?: readonly string[]; readonly filterOptions?: readonly { readonly filterId: string }[] };
}

export function watchDebuggers(context: ClientContext): Disposable {
  const { log, session: server, settings } = context;
  const stopped = async (session: DebugSession, threadId: number, filters: readonly string[]): Promise<void> => {
    const info = (await session.customRequest('exceptionInfo', { threadId })) as ExceptionInfo;
    if (!isUnhandled(session.type, info, filters)) return;
    const stack = (await session.customRequest('stackTrace', { threadId, startFrame: 0, levels: MAX_FRAMES })) as StackTrace;
    const text = printed(session.type, info, stack, fileOf);
    if (text !== undefined) await server.ask(ReadErrors.type, { text, origin: 'debugger' });
  };
  return debug.registerDebugAdapterTrackerFactory('*', {
    createDebugAdapterTracker: (session): DebugAdapterTracker | undefined => {
      if (!isDebugged(session.type)) return undefined;
      let filters: readonly string[] = [];
      return {
        onWillReceiveMessage: ({ type, command, arguments: given }: Request) => {
          if (type === 'request' && command === 'setExceptionBreakpoints')
            filters = [...(given?.filters ?? []), ...(given?.filterOptions ?? []).map(({ filterId }) => filterId)];
        },
        onDidSendMessage: ({ type, event, body }: Message) => {
          if (type !== 'event' || event !== 'stopped' || body?.reason !== 'exception' || body.threadId === undefined) return;
          if (!settings.current.enabled || !settings.current.terminal) return;
          stopped(session, body.threadId, filters).catch((error: unknown) =>
            log.debug(`An exception in the debugger was not read: ${String(error)}`),
          );
        },
      };
    },
  });
}

/** In a remote window VS Code makes a URI of the adapter's path. */
const fileOf = (path: string): string => (/^[a-z][\w+.-]+:\/\//i.test(path) ? Uri.parse(path).fsPath : path);
