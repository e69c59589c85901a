// Exceptions at which a debugger stops because nothing handles them: the server shows them as it shows those of a failed command.

import { Uri, debug, type DebugSession, type Disposable } from 'vscode';
import { ReadErrors } from '../../protocol';
import type { ClientContext } from '../session/context';

/** Types of debug sessions whose programs are Python. */
const PYTHON: ReadonlySet<string> = new Set(['python', 'debugpy']);
const SCRIPT: ReadonlySet<string> = new Set(['node', 'pwa-node', 'node-terminal', 'pwa-chrome', 'chrome', 'pwa-msedge', 'msedge', 'bun']);
const MAX_FRAMES = 50;

/** What is read of the debug adapter's messages (Debug Adapter Protocol). */
interface Message {
  readonly type?: string;
  readonly event?: string;
  readonly body?: { readonly reason?: string; readonly threadId?: number };
}
interface ExceptionInfo {
  readonly exceptionId?: string;
  readonly description?: string;
  readonly breakMode?: string;
}
interface StackTrace {
  readonly stackFrames?: readonly {
    readonly name: string;
    /** One-based, as VS Code asks for. */
    readonly line: number;
    readonly column: number;
    readonly source?: { readonly path?: string };
  }[];
}

export function watchDebuggers(context: ClientContext): Disposable {
  const { log, session: server, settings } = context;
  const stopped = async (session: DebugSession, threadId: number): Promise<void> => {
    const info = (await session.customRequest('exceptionInfo', { threadId })) as ExceptionInfo;
    // Stopping at every exception that is raised was asked for: those are mostly handled.
    if (info.breakMode !== 'unhandled' && info.breakMode !== 'userUnhandled') return;
    const stack = (await session.customRequest('stackTrace', { threadId, startFrame: 0, levels: MAX_FRAMES })) as StackTrace;
    const text = PYTHON.has(session.type) ? pythonText(info, stack) : scriptText(info, stack);
    if (text !== undefined) await server.ask(ReadErrors.type, { text, origin: 'debugger' });
  };
  return debug.registerDebugAdapterTrackerFactory('*', {
    createDebugAdapterTracker: (session) =>
      PYTHON.has(session.type) || SCRIPT.has(session.type)
        ? {
            onDidSendMessage: ({ type, event, body }: Message) => {
              if (type !== 'event' || event !== 'stopped' || body?.reason !== 'exception' || body.threadId === undefined) return;
              if (!settings.current.enabled || !settings.current.terminal) return;
              stopped(session, body.threadId).catch((error: unknown) =>
                log.debug(`An exception in the debugger was not read: ${String(error)}`),
              );
            },
          }
        : undefined,
  });
}

/** As CPython prints it, outermost call first; undefined where the adapter tells no error or no place. */
function pythonText({ exceptionId, description }: ExceptionInfo, { stackFrames = [] }: StackTrace): string | undefined {
  const frames = stackFrames
    .flatMap(({ name, line, source }) => (source?.path ? [`  File "${fileOf(source.path)}", line ${line}, in ${name}`] : []))
    .reverse();
  if (frames.length === 0 || !exceptionId) return undefined;
  return ['Traceback (most recent call last):', ...frames, `${exceptionId}: ${description ?? ''}`].join('\n');
}

/** As V8 prints it, innermost call first. */
function scriptText({ exceptionId, description }: ExceptionInfo, { stackFrames = [] }: StackTrace): string | undefined {
  const frames = stackFrames.flatMap(({ name, line, column, source }) =>
    source?.path ? [`    at ${name || '<anonymous>'} (${fileOf(source.path)}:${line}:${column})`] : [],
  );
  // The description holds the stack as V8 made it, in compiled files: the adapter's own frames are those of the sources.
  const message = (description ?? '').split(/\n\s+at /)[0] ?? '';
  if (frames.length === 0 || (message === '' && !exceptionId)) return undefined;
  return [/^[A-Za-z_$][\w$.]*: /.test(message) ? message : `${exceptionId || 'Error'}: ${message}`, ...frames].join('\n');
}

/** In a remote window VS Code makes a URI of the adapter's path. */
const fileOf = (path: string): string => (/^[a-z][\w+.-]+:\/\//i.test(path) ? Uri.parse(path).fsPath : path);
