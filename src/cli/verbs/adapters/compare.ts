// `self-heal adapters compare ID`: whether it is any better than the model below it.

import {
  ADAPTER_SERVER_IDS,
  compareWithBase,
  comparisonTable,
  findSandbox,
  heldOut,
  openPairStore,
  type AdapterRegistry,
  type AdapterServerId,
  type Comparison,
  type HeldOut,
  type ModelServer,
  type RegisteredAdapter,
  type Result,
} from '../../../engine';
import { folder, parse } from '../../io/arguments';
import { EXIT, UsageError, type ExitCode } from '../../io/exit-codes';
import { adapterServerOptions } from '../../io/adapter-options';
import { MODEL_OPTIONS, modelServerOf } from '../../io/model-options';
import { MAX_PAIRS } from '../../io/record';
import { print, printJson, say } from '../../io/say';
import { adapterNamed, registryOf, WORKSPACE, type AdapterVerb } from './adapter-verb';

const TELLS_EACH_MS = 30_000;

/** Who is asked: the options of all that compare. */
export const COMPARING = { ...WORKSPACE, ...MODEL_OPTIONS, server: { type: 'string' }, run: { type: 'boolean' } } as const;

export interface Comparing {
  readonly workspace: string | undefined;
  readonly server: ModelServer;
  readonly serverId: AdapterServerId | undefined;
  /** Programs may be run again in the sandbox. */
  readonly run: boolean;
}

interface ComparingValues {
  readonly workspace?: string | undefined;
  readonly model?: string | undefined;
  readonly 'base-url'?: string | undefined;
  readonly 'no-model'?: boolean | undefined;
  readonly server?: string | undefined;
  readonly run?: boolean | undefined;
}

/** undefined where no model is named. */
export function comparingBy(values: ComparingValues): Comparing | undefined {
  const server = modelServerOf(values);
  const serverId = values.server === undefined ? undefined : ADAPTER_SERVER_IDS.find((id) => id === values.server);
  if (values.server !== undefined && serverId === undefined)
    throw new UsageError(`--server is one of ${ADAPTER_SERVER_IDS.join(', ')}, not '${values.server}'.`);
  return server && { workspace: values.workspace, server, serverId, run: values.run ?? false };
}

export const compareVerb: AdapterVerb = {
  usage: `self-heal adapters compare ID --model NAME --base-url URL [--server KIND] [--run] [--json]
                                      both are asked what the adapter did not learn, and 100 generic problems; what came of it stays with it
                                      --server: ${ADAPTER_SERVER_IDS.join(', ')} (default: asked of the server)
                                      --run: the problems' own programs may be run in the sandbox, to prove what is answered`,
  run: async (args) => {
    const { values, positionals } = parse(args, COMPARING);
    const registry = registryOf(values.workspace);
    const adapter = adapterNamed(registry, positionals, 'compare');
    const comparing = comparingBy(values);
    if (!comparing) throw new UsageError('adapters compare asks the model: name it and its server with --model and --base-url.');
    const done = await runComparison(registry, adapter, comparing);
    if (typeof done === 'number') return done;
    if (values.json) printJson(done);
    else print(comparisonTable(done));
    return done.outcome === 'better' ? EXIT.ok : EXIT.left;
  },
};

/** The comparison, which stays with the adapter; or how the call ends where it was interrupted. */
export async function runComparison(
  registry: AdapterRegistry,
  adapter: RegisteredAdapter,
  { workspace, server, serverId, run }: Comparing,
): Promise<Comparison | ExitCode> {
  const root = folder(workspace ?? '.');
  const problems = problemsFor(root, adapter);
  const sandbox = run ? await sandboxOrNone() : undefined;
  const interrupted = new AbortController();
  const onInterrupt = (): void => interrupted.abort();
  process.once('SIGINT', onInterrupt);
  const { server: ofEnvironment, settings } = adapterServerOptions();
  // A question may take a minute: how long all will take is told with the first answers, then now and then.
  let [told, next] = [0, 0];
  try {
    const done = await compareWithBase({
      registry,
      adapter,
      root,
      problems,
      server,
      kind: serverId ?? ofEnvironment,
      settings,
      sandbox,
      givesBack: false,
      signal: interrupted.signal,
      onFault: (where) => say(`${where} failed; its problem counts as not healed.`),
      onLoading: say,
      onProgress: (at, all, who) => {
        const now = Date.now();
        if (Math.floor((10 * at) / all) === told && now < next) return;
        [told, next] = [Math.floor((10 * at) / all), now + TELLS_EACH_MS];
        say(`${at} of ${all} questions answered, the last by the ${who === 'base' ? 'model' : 'adapter'}`);
      },
    });
    if (done.ok) return done.value;
    if (done.reason === 'cancelled') {
      say(done.message);
      return EXIT.interrupted;
    }
    throw new UsageError(done.message);
  } finally {
    process.removeListener('SIGINT', onInterrupt);
  }
}

function problemsFor(root: string, { record }: RegisteredAdapter): HeldOut {
  const opened = openPairStore({ folder: root, maxPairs: MAX_PAIRS });
  if (!opened.ok) throw new UsageError(opened.message);
  try {
    const found: Result<HeldOut> = heldOut(opened.value, record);
    if (!found.ok) throw new UsageError(found.message);
    const { cases, isTrainingKnown } = found.value;
    if (!isTrainingKnown)
      say('what this adapter learned is not known: the youngest mistakes of the workspace are taken, and it may have seen them.');
    say(`${cases.length} problems of ${root} to compare on.`);
    return found.value;
  } finally {
    opened.value.close();
  }
}

async function sandboxOrNone() {
  const { sandbox, notes } = await findSandbox();
  if (sandbox.holds) return sandbox;
  say(`no program is run, for nothing here would keep it from the rest of the machine. ${notes.join(' ')}`);
  return undefined;
}
