// One warm pyright, asked about texts: the workspace's own, its virtual environment's, or the one on PATH.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { readFileText } from '../files/read-file';
import { pathToFileURL } from 'node:url';
import type { Position, Problem } from '../problem';
import type { CheckerDiagnostic, TextChecker } from './text-checker';
import { onPath } from './find-python';
import { RpcProcess } from './json-rpc';

interface Program {
  readonly command: string;
  readonly args: readonly string[];
}

/** How to start the pyright that this folder would use; undefined where there is none. Starts nothing. */
export function findPyright(root: string, env: NodeJS.ProcessEnv = process.env): Program | undefined {
  for (let folder = root; ; folder = path.dirname(folder)) {
    for (const name of ['pyright', 'basedpyright']) {
      const script = path.join(folder, 'node_modules', name, 'langserver.index.js');
      if (fs.existsSync(script)) return { command: process.execPath, args: [script, '--stdio'] };
    }
    if (folder === path.dirname(folder)) break;
  }
  const environments = ['.venv', 'venv', 'env'].map((name) => path.join(root, name, process.platform === 'win32' ? 'Scripts' : 'bin'));
  return pyrightOnPath({ ...env, PATH: [...environments, env['PATH'] ?? env['Path'] ?? ''].join(path.delimiter) });
}

/** The one on PATH: not of a folder, but of the machine or of an environment that its user has activated. */
export function pyrightOnPath(env: NodeJS.ProcessEnv = process.env): Program | undefined {
  for (const name of ['pyright-langserver', 'basedpyright-langserver']) {
    const program = onPath(name, env);
    if (program && !program.endsWith('.cmd')) return { command: program, args: ['--stdio'] };
  }
  return undefined;
}

export interface PyrightOptions extends Program {
  readonly root: string;
  /** The interpreter whose packages it looks at; its own choice where absent. */
  readonly python?: string | undefined;
  /** For one check, in ms. The first one reads the standard library's stubs. */
  readonly timeoutMs?: number;
  /** Called where a check was given up. */
  readonly onLate?: () => void;
}

/** Open documents are kept, so that asking again is quick; the oldest is closed beyond this many. */
const MAX_OPEN = 20;

/** undefined where it does not start or does not answer diagnostics on request (pyright before 1.1.397 or so). */
export async function startPyright(options: PyrightOptions): Promise<TextChecker | undefined> {
  const timeoutMs = options.timeoutMs ?? 30_000;
  const settings: Readonly<Record<string, unknown>> = {
    python: { ...(options.python === undefined ? {} : { pythonPath: options.python }), analysis: { diagnosticMode: 'openFilesOnly' } },
    'python.analysis': { diagnosticMode: 'openFilesOnly' },
  };
  let pulls = false;
  let onPulls = (): void => undefined;
  const rpc = new RpcProcess({
    command: options.command,
    args: options.args,
    cwd: options.root,
    onRequest: (method, params) => {
      if (method === 'workspace/configuration') {
        const items = (params as { items?: readonly { section?: string }[] } | null)?.items ?? [];
        return items.map(({ section }) => settings[section ?? ''] ?? null);
      }
      if (method === 'client/registerCapability') {
        const registrations = (params as { registrations?: readonly { method?: string }[] } | null)?.registrations ?? [];
        if (registrations.some((registration) => registration.method === 'textDocument/diagnostic')) {
          pulls = true;
          onPulls();
        }
      }
      return null;
    },
  });
  const uri = pathToFileURL(options.root).href;
  const hello = await rpc.request(
    'initialize',
    {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: path.basename(options.root) || 'workspace' }],
      capabilities: {
        textDocument: { diagnostic: { dynamicRegistration: true }, publishDiagnostics: {}, synchronization: {} },
        workspace: { configuration: true, workspaceFolders: true, didChangeConfiguration: { dynamicRegistration: true } },
      },
    },
    timeoutMs,
  );
  if (hello === 'timeout') options.onLate?.();
  if (typeof hello === 'string') {
    rpc.end();
    return undefined;
  }
  const registered = new Promise<void>((resolve) => {
    onPulls = resolve;
    setTimeout(resolve, 5_000).unref();
  });
  rpc.notify('initialized', {});
  rpc.notify('workspace/didChangeConfiguration', { settings });
  await registered;
  if (!pulls) {
    rpc.end();
    return undefined;
  }
  const server = (hello.result as { serverInfo?: { name?: string; version?: string } } | null)?.serverInfo;
  const source = server?.name === 'basedpyright' ? 'basedpyright' : 'Pyright';
  const open = new Map<string, number>();
  const check = async (file: string, text: string, signal?: AbortSignal): Promise<readonly CheckerDiagnostic[] | undefined> => {
    if (!rpc.alive) return undefined;
    const document = pathToFileURL(file).href;
    const version = (open.get(document) ?? 0) + 1;
    if (version === 1) rpc.notify('textDocument/didOpen', { textDocument: { uri: document, languageId: 'python', version, text } });
    else rpc.notify('textDocument/didChange', { textDocument: { uri: document, version }, contentChanges: [{ text }] });
    open.delete(document);
    open.set(document, version);
    const [oldest] = open.keys();
    if (open.size > MAX_OPEN && oldest !== undefined) {
      open.delete(oldest);
      rpc.notify('textDocument/didClose', { textDocument: { uri: oldest } });
    }
    const answer = await rpc.request('textDocument/diagnostic', { textDocument: { uri: document } }, timeoutMs, signal);
    if (answer === 'timeout') options.onLate?.();
    if (typeof answer === 'string') return undefined;
    const items = (answer.result as { kind?: string; items?: unknown } | null)?.items;
    return Array.isArray(items) ? items.map(toDiagnostic).filter((item) => item !== undefined) : undefined;
  };
  // One at a time: an answer belongs to the text that was sent before it.
  let tail: Promise<unknown> = Promise.resolve();
  return {
    source,
    name: `${source}${version(options, server?.version)}`,
    check: (file, text, signal) => {
      const turn = tail.then(() => check(file, text, signal));
      tail = turn;
      return turn;
    },
    dispose: () => rpc.end(),
  };
}

/** Its greeting may name no version; its package does. */
function version({ command, args }: Program, told: string | undefined): string {
  if (told) return ` ${told}`;
  try {
    const script = args.find((argument) => path.isAbsolute(argument)) ?? fs.realpathSync(command);
    const manifest: unknown = JSON.parse(readFileText(path.join(path.dirname(script), 'package.json'), 1024 * 1024) ?? '{}');
    const known = (manifest as { version?: unknown }).version;
    return typeof known === 'string' ? ` ${known}` : '';
  } catch {
    return '';
  }
}

const SEVERITIES: readonly Problem['severity'][] = ['error', 'warning', 'information', 'hint'];

function toDiagnostic(item: unknown): CheckerDiagnostic | undefined {
  const { range, severity, code, message } = item as {
    range?: { start?: Position; end?: Position };
    severity?: number;
    code?: unknown;
    message?: unknown;
  };
  if (!range?.start || !range.end || typeof message !== 'string') return undefined;
  return {
    range: { start: range.start, end: range.end },
    severity: SEVERITIES[(severity ?? 1) - 1] ?? 'error',
    code: typeof code === 'string' ? code : '',
    message,
  };
}
