// The engine's face for models outside the editor: a server of the Model Context Protocol over standard input and output, with the two tools. It changes
// nothing unless it was started with leave to write, and ends with its client.

import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema, ListToolsRequestSchema, type CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { failure, makePair, readSource, recordPair, success, visibleLine, Workspaces, writeSources } from '../engine';
import { findPastFix } from '../tools/find-past-fix';
import { appliedWords, ASKS_FOR_A_LOOK, healError, notAppliedWords, shownWords, type FoundFix } from '../tools/heal-error';
import { toolDefinitions, type ToolAnswer, type ToolHost } from '../tools/tool';
import { BoundedLines } from './bounded-lines';

export interface McpOptions {
  /** Absolute path of the folder whose files are healed. */
  readonly root: string;
  /** `heal_error` may change files. */
  readonly mayWrite: boolean;
  /** Programs that came with the folder may be started. */
  readonly workspacePrograms: boolean;
  readonly version: string;
}

const INSTRUCTIONS =
  'Self-Heal finds small, checked fixes for errors of Python, TypeScript and JavaScript without a model. Give heal_error the whole traceback or the checker’s line before writing a fix; ask find_past_fix how this project mended such errors.';

/** One call has this long, in ms: a checker of a large project takes its time. */
const MAX_CALL = 60_000;

/** Resolves when the client is gone and all is given back. */
export async function serveMcp({ root, mayWrite, workspacePrograms, version }: McpOptions): Promise<void> {
  // Standard output is the protocol's alone.
  const say = (sentence: string): void => void process.stderr.write(`self-heal: ${visibleLine(sentence)}\n`);
  const workspaces = new Workspaces(say, () => Promise.resolve(workspacePrograms));
  const host: ToolHost = {
    roots: [root],
    read: (file) => {
      const read = readSource(file);
      return read.ok ? success({ text: read.value.text, version: null }) : failure(read.reason, sentenceOf(read.message, file));
    },
    workspaceOf: () => workspaces.of(root),
    memoryOf: () => workspaces.memoryOf(root),
    onFault: (where, error) => say(`${where} failed and was left out (${error instanceof Error ? error.message : String(error)}).`),
  };

  const write = async (fix: FoundFix): Promise<string> => {
    if (!fix.mayApply) return notAppliedWords(ASKS_FOR_A_LOOK);
    const written = writeSources(fix.changes);
    if (!written.ok) return notAppliedWords(written.message);
    const [own] = fix.changes;
    const store = workspaces.storeOf(root);
    if (own && store) {
      const context = { now: new Date(), root, how: 'applied by a model through self-heal mcp', via: 'cli' } as const;
      const recorded = await recordPair(store, makePair({ ...fix.patch, status: 'applied' }, own.before, own.after, context));
      if (!recorded.ok) say(`The fix was not recorded: ${recorded.message}`);
    }
    return appliedWords(fix);
  };

  const call = async (name: string, input: unknown, signal: AbortSignal): Promise<ToolAnswer> => {
    // Files may have changed since the last call, by whoever is asking.
    await workspaces.refresh(root);
    if (name === 'find_past_fix') return findPastFix(input, host);
    if (name !== 'heal_error')
      return { isError: true, text: `There is no tool ${visibleLine(name).slice(0, 100)}; there are heal_error and find_past_fix.` };
    const answer = await healError(input, host, signal);
    if (!answer.fix) return answer;
    const ending = !answer.wantsApply
      ? shownWords(answer.fix)
      : mayWrite
        ? await write(answer.fix)
        : notAppliedWords('this server was started without leave to write (`self-heal mcp --allow-write`).');
    return { text: `${answer.text}\n\n${ending}` };
  };

  /** One after the other: two heals at once would only take each other's time. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };

  const server = new Server({ name: 'self-heal', version }, { capabilities: { tools: {} }, instructions: INSTRUCTIONS });
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: toolDefinitions(mayWrite).map(({ name, title, description, inputSchema }) => ({
      name,
      title,
      description,
      inputSchema: { ...inputSchema, type: 'object' as const },
      annotations: { title, readOnlyHint: !mayWrite || name === 'find_past_fix', destructiveHint: false, openWorldHint: false },
    })),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal }): Promise<CallToolResult> => {
    try {
      const { text, isError } = await inTurn(() =>
        call(params.name, params.arguments ?? {}, AbortSignal.any([signal, AbortSignal.timeout(MAX_CALL)])),
      );
      return { content: [{ type: 'text', text }], ...(isError ? { isError } : {}) };
    } catch (error) {
      say(`${params.name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return { content: [{ type: 'text', text: 'Self-Heal failed on this; nothing was changed. Fix the error yourself.' }], isError: true };
    }
  });
  server.onerror = (error) => say(`A message of the client could not be read: ${error.message.slice(0, 200)}`);

  const lines = new BoundedLines(() => say('A message of the client was too long and was left out.'));
  process.stdin.pipe(lines);
  const gone = new Promise<void>((resolve) => {
    lines.on('end', resolve);
    lines.on('close', resolve);
    process.stdin.on('error', () => resolve());
    process.stdout.on('error', () => resolve()); // the client reads no more
    server.onclose = resolve;
  });
  await server.connect(new StdioServerTransport(lines, process.stdout));
  await gone;
  await server.close();
  workspaces.dispose();
}

/** `app.py: there is no such file.` without the name in front. */
function sentenceOf(message: string, file: string): string {
  const bare = message.startsWith(`${file}: `) ? message.slice(file.length + 2) : message;
  return `${bare.charAt(0).toUpperCase()}${bare.slice(1)}`;
}
