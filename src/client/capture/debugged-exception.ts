// An exception at which a debugger stopped, as a debug adapter tells it, and as its program would have printed it: nothing handles it, or nothing is said.

/** Types of debug sessions whose programs are Python. */
const PYTHON: ReadonlySet<string> = new Set(['python', 'debugpy']);
const SCRIPT: ReadonlySet<string> = new Set(['node', 'pwa-node', 'node-terminal', 'pwa-chrome', 'chrome', 'pwa-msedge', 'msedge', 'bun']);

/** What is read of the answers of a debug adapter (Debug Adapter Protocol). */
export interface ExceptionInfo {
  readonly exceptionId?: string;
  readonly description?: string;
  readonly breakMode?: string;
}
export interface StackTrace {
  readonly stackFrames?: readonly {
    readonly name: string;
    /** One-based, as VS Code asks for. */
    readonly line: number;
    readonly column: number;
    readonly source?: { readonly path?: string };
  }[];
}

export const isDebugged = (type: string): boolean => PYTHON.has(type) || SCRIPT.has(type);

/**
 * Whether nothing handles it. Stopping at every exception that is raised may have been asked for: those are mostly handled. VS Code's own adapter for
 * JavaScript says `all` of each; what it was asked to stop at tells then.
 * @param filters of the last `setExceptionBreakpoints` request.
 */
export function isUnhandled(type: string, { breakMode }: ExceptionInfo, filters: readonly string[]): boolean {
  if (breakMode === 'unhandled' || breakMode === 'userUnhandled') return true;
  const isTold = breakMode !== undefined && breakMode !== 'all';
  return SCRIPT.has(type) && !isTold && !filters.includes('all') && !filters.includes('caught');
}

/**
 * The text that the program would have printed; undefined where the adapter tells no error or no place.
 * @param fileOf a plain path of what the adapter calls the path of a source.
 */
export function printed(type: string, info: ExceptionInfo, stack: StackTrace, fileOf: (path: string) => string): string | undefined {
  return PYTHON.has(type) ? pythonText(info, stack, fileOf) : scriptText(info, stack, fileOf);
}

/** As CPython prints it, outermost call first. */
function pythonText(
  { exceptionId, description }: ExceptionInfo,
  { stackFrames = [] }: StackTrace,
  fileOf: (path: string) => string,
): string | undefined {
  const frames = stackFrames
    .flatMap(({ name, line, source }) => (source?.path ? [`  File "${fileOf(source.path)}", line ${line}, in ${name}`] : []))
    .reverse();
  if (frames.length === 0 || !exceptionId) return undefined;
  return ['Traceback (most recent call last):', ...frames, `${exceptionId}: ${description ?? ''}`].join('\n');
}

/** As V8 prints it, innermost call first. */
function scriptText(
  { exceptionId = '', description = '' }: ExceptionInfo,
  { stackFrames = [] }: StackTrace,
  fileOf: (path: string) => string,
): string | undefined {
  const frames = stackFrames.flatMap(({ name, line, column, source }) =>
    source?.path
      ? [`    at ${name.replace(/^(?:global|Global)\.|[()]/g, '') || '<anonymous>'} (${fileOf(source.path)}:${line}:${column})`]
      : [],
  );
  // The description holds the stack as V8 made it, in compiled files: the adapter's own frames are those of the sources.
  const message = description.split(/\n\s+at /)[0] ?? '';
  if (frames.length === 0 || (message === '' && exceptionId === '')) return undefined;
  // VS Code's own adapter has no description, and class and message together as the id.
  const said = [message, exceptionId].find((text) => /^[A-Za-z_$][\w$.]*: /.test(text)) ?? `${exceptionId || 'Error'}: ${message}`;
  return [said, ...frames].join('\n');
}
