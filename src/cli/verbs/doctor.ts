// `self-heal doctor`: what is there and what is missing, each with its remedy. Starts each tool once and ends it.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { version } from '../../../package.json';
import {
  findEslints,
  findPyright,
  findPython,
  findRuff,
  findSandbox,
  findTypeScript,
  listModels,
  openAiCompatible,
  readFileText,
  readTeamConfig,
  sandboxRemedy,
  startPyright,
  startPythonInterpreter,
  TEAM_CONFIG,
  tryModel,
  type ModelServer,
} from '../../engine';
import { EXIT, type ExitCode } from '../io/exit-codes';
import { print, printJson } from '../io/say';

export interface DoctorOptions {
  /** Asked whether it answers. */
  readonly model: ModelServer | undefined;
  readonly root: string;
  readonly json: boolean;
}

interface Finding {
  readonly name: string;
  /** `missing` keeps something from working, `limited` makes it less sure. */
  readonly state: 'ok' | 'limited' | 'missing';
  readonly what: string;
  readonly remedy?: string;
}

export async function doctor(options: DoctorOptions): Promise<ExitCode> {
  const findings = [
    { name: 'self-heal', state: 'ok', what: `${version}, on ${process.platform} ${process.arch}` } satisfies Finding,
    node(),
    ...(await Promise.all([
      python(options.root),
      pyright(options.root),
      Promise.resolve(typescript(options.root)),
      Promise.resolve(linters(options.root)),
      sqlite(),
      Promise.resolve(store(options.root)),
      Promise.resolve(teamSettings(options.root)),
      sandbox(),
    ])),
    await model(options.model),
  ];
  if (options.json) printJson({ version, platform: `${process.platform} ${process.arch}`, workspace: options.root, findings });
  else {
    const marks = { ok: 'ok', limited: '--', missing: '!!' } as const;
    for (const { name, state, what, remedy } of findings)
      print(`${marks[state]}  ${name.padEnd(12)} ${what}${remedy ? `\n                 → ${remedy}` : ''}\n`);
  }
  return findings.some(({ state }) => state === 'missing') ? EXIT.left : EXIT.ok;
}

function node(): Finding {
  return { name: 'node', state: 'ok', what: `Node ${process.versions.node}` };
}

async function python(root: string): Promise<Finding> {
  const command = findPython(root);
  const remedy = 'Install Python 3.8 or later (python3 on the PATH), or create a virtual environment in the workspace.';
  if (!command) return { name: 'python', state: 'missing', what: 'no interpreter found; Python fixes are parsed but not compiled', remedy };
  const started = await startPythonInterpreter({ command });
  if (!started.ok) return { name: 'python', state: 'missing', what: started.message, remedy };
  const { version } = started.value;
  started.value.dispose();
  return { name: 'python', state: 'ok', what: `Python ${version} (${command})` };
}

async function pyright(root: string): Promise<Finding> {
  const program = findPyright(root);
  const remedy = 'Install pyright in the workspace (npm install --save-dev pyright, or pip install pyright).';
  if (!program) return { name: 'pyright', state: 'limited', what: "not found; 'heal' sees only Python's syntax errors", remedy };
  const checker = await startPyright({ ...program, root, python: findPython(root), timeoutMs: 15_000 });
  if (!checker)
    return { name: 'pyright', state: 'limited', what: `found (${program.args[0] ?? program.command}), but it does not answer`, remedy };
  const { name } = checker;
  checker.dispose();
  return { name: 'pyright', state: 'ok', what: name };
}

function typescript(root: string): Finding {
  const [own] = findTypeScript(root, []);
  const [any] = findTypeScript(root, [__dirname]);
  const folder = own ?? any;
  if (!folder)
    return {
      name: 'typescript',
      state: 'limited',
      what: 'not found; TypeScript and JavaScript files cannot be checked',
      remedy: 'Install it in the workspace: npm install --save-dev typescript',
    };
  let version: string;
  try {
    const { version: told } = JSON.parse(readFileText(`${folder}/package.json`, MAX_SMALL) ?? '') as { version?: unknown };
    version = typeof told === 'string' ? told : '';
  } catch {
    return {
      name: 'typescript',
      state: 'limited',
      what: `the package in ${folder} can't be read`,
      remedy: 'Install it again: npm install',
    };
  }
  return { name: 'typescript', state: 'ok', what: `TypeScript ${version} (${own ? "the workspace's own" : 'beside this program'})` };
}

/** Their findings are healed where a folder is configured for them; they are not needed. */
function linters(root: string): Finding {
  const found = [
    ...[findRuff(root, findPython(root))].flatMap((file) => (file === undefined ? [] : [`Ruff (${file})`])),
    ...findEslints(root).map(({ folder }) => `ESLint (${path.relative(root, folder) || '.'})`),
  ];
  if (found.length > 0) return { name: 'linters', state: 'ok', what: found.join(', ') };
  return {
    name: 'linters',
    state: 'ok',
    what: 'none that this folder is configured for; where Ruff or ESLint are installed and configured, their findings are healed too',
  };
}

function teamSettings(root: string): Finding {
  if (!fs.existsSync(path.join(root, TEAM_CONFIG))) return { name: 'settings', state: 'ok', what: `no ${TEAM_CONFIG}` };
  const [fault, ...more] = readTeamConfig(root).faults;
  if (fault === undefined) return { name: 'settings', state: 'ok', what: TEAM_CONFIG };
  return {
    name: 'settings',
    state: 'limited',
    what: [fault, ...more].join(' '),
    remedy: `Mend ${TEAM_CONFIG}. 'self-heal doctor' says when it is right.`,
  };
}

async function sqlite(): Promise<Finding> {
  try {
    const { DatabaseSync } = await import('node:sqlite');
    const database = new DatabaseSync(':memory:');
    const row = database.prepare('select sqlite_version() as version').get();
    database.close();
    return { name: 'sqlite', state: 'ok', what: `SQLite ${String(row?.['version'] ?? '')}` };
  } catch {
    return {
      name: 'sqlite',
      state: 'missing',
      what: 'node:sqlite is not there; no success pairs are recorded',
      remedy: 'Use Node 22.13 or later, built with SQLite.',
    };
  }
}

function store(root: string): Finding {
  try {
    fs.accessSync(root, fs.constants.W_OK);
    return {
      name: 'store',
      state: 'ok',
      what: fs.existsSync(`${root}/.self-heal`) ? `.self-heal in ${root}` : `none yet in ${root}; the first accepted fix makes it`,
    };
  } catch {
    return {
      name: 'store',
      state: 'limited',
      what: `${root} can't be written; no success pairs are recorded there`,
      remedy: 'Choose a folder of your own with --workspace.',
    };
  }
}

/** Programs are run again only inside a sandbox that was seen to hold. */
async function sandbox(): Promise<Finding> {
  const found = await findSandbox();
  const { sandbox: best, notes } = found;
  if (best.holds) return { name: 'sandbox', state: 'ok', what: [best.name, ...notes].join('. ') };
  return {
    name: 'sandbox',
    state: 'limited',
    what: `${notes.join(' ')} Fixes are not proved by running a program again.`,
    ...withRemedy(sandboxRemedy(found)),
  };
}

const withRemedy = (remedy: string | undefined): Pick<Finding, 'remedy'> => (remedy === undefined ? {} : { remedy });

/** Of a `package.json`, in bytes. */
const MAX_SMALL = 1024 * 1024;

/** How long a person waits for a model to show that it is there; a local one may have to be loaded first. */
const MODEL_MS = 60_000;

async function model(server: ModelServer | undefined): Promise<Finding> {
  if (!server)
    return {
      name: 'model',
      state: 'limited',
      what: 'none; no network is used',
      remedy: 'To have one asked where rules end: --model and --base-url, or SELF_HEAL_MODEL and SELF_HEAL_BASE_URL.',
    };
  const limits = { firstByteMs: MODEL_MS, totalMs: MODEL_MS };
  const tried = await tryModel(openAiCompatible(server, { limits }), new AbortController().signal, server.price);
  if (tried.ok) {
    const { ms, tokensPerSecond, cost } = tried.value;
    const speed = tokensPerSecond === undefined ? '' : `, ${Math.round(tokensPerSecond)} tokens a second`;
    const money = cost === undefined ? '' : `, this call cost ${cost.toPrecision(2)}`;
    return {
      name: 'model',
      state: 'ok',
      what: `${server.name} at ${new URL(server.baseUrl).host} answers (${(ms / 1000).toFixed(1)} s${speed}${money})`,
    };
  }
  const failed: Finding = { name: 'model', state: 'missing', what: tried.message };
  if (tried.reason !== 'http-error') return failed;
  // It may be that the name is wrong.
  const listed = await listModels(server, new AbortController().signal);
  if (!listed.ok || listed.value.length === 0 || listed.value.includes(server.name)) return failed;
  const names = listed.value.slice(0, 8).join(', ');
  return { ...failed, remedy: `Its server has: ${names}${listed.value.length > 8 ? ', …' : ''}.` };
}
