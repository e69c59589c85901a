// The verbs of the terminal's face: which one is meant, what it takes, and what a wrong call is told.

import type { ParseArgsOptionsConfig } from 'node:util';
import * as path from 'node:path';
import { exportChoices } from '../engine';
import { adapters, ADAPTERS_USAGE } from './verbs/adapters';
import { batch } from './verbs/batch';
import { ci } from './verbs/ci';
import { doctor } from './verbs/doctor';
import { folder, parse, wholeNumber } from './io/arguments';
import { EXIT, UsageError, type ExitCode } from './io/exit-codes';
import { MODEL_OPTIONS, MODEL_USAGE, modelServerOf, terminalModelFrom } from './io/model-options';
import { adapterUse } from './io/adapter-options';
import { notifier } from './io/notices';
import { rootFor } from './io/workspace-root';
import { generate, GENERATE_USAGE } from './verbs/generate';
import { heal, HEAL_FORMATS, type HealFormat } from './verbs/heal';
import { metrics, METRICS_USAGE } from './verbs/metrics';
import { pairs } from './verbs/pairs';
import { rules } from './verbs/rules';
import { run } from './verbs/run';
import { scan } from './verbs/scan';
import { note, print, say } from './io/say';
import { strength, STRENGTH_USAGE } from './verbs/strength';
import { watch, WATCH_USAGE } from './verbs/watch';
import { selftest, SELFTEST_USAGE } from './verbs/selftest';
import { serve } from './verbs/serve';

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  workspace: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

interface Verb {
  readonly summary: string;
  readonly usage: string;
  readonly run: (args: string[]) => Promise<ExitCode>;
}

const VERBS: Readonly<Record<string, Verb>> = {
  heal: {
    summary: 'heal the problems that the checkers at hand find in files',
    usage: `self-heal heal FILE… [--apply] [--tests] [--escalate] [--format text|json|sarif|junit] [--model NAME --base-url URL] [--workspace DIR]

Python problems come from CPython's compiler and from pyright, TypeScript's and JavaScript's from TypeScript, where they are there; and
from Ruff and ESLint in a folder that is configured for them, with what these would change themselves.
Prints a unified diff; nothing is written without --apply.
  --apply          write the fixes, and record them as success pairs of the workspace
  --tests          run the files' own tests in the sandbox, before and after; fixes that break one are not written
  --escalate       what is too complex (above 0.8) gets no fix: it needs a person, and a brief for one is printed
  --format FORMAT  what stands on stdout: text (default: the diff), json (one object), sarif (2.1.0, for code scanning, with the fixes),
                   junit (XML, a test case for each problem)
  --json           the same as --format json
  --workspace DIR  the folder whose interpreter, tools and pairs are used (default: the current folder)
  --no-workspace-programs
                   start nothing that came with the folder (its virtual environment, its node_modules), only what the machine has
  --workspace-programs
                   start them; without either a terminal is asked once for each folder, and a script starts them
${MODEL_USAGE}

Exit code 1 where something is left to do: a problem without a fix, or a fix that was only shown.`,
    run: (args) => {
      const { values, positionals } = parse(args, {
        ...OPTIONS,
        apply: { type: 'boolean' },
        tests: { type: 'boolean' },
        escalate: { type: 'boolean' },
        json: { type: 'boolean' },
        format: { type: 'string' },
        'workspace-programs': { type: 'boolean' },
        'no-workspace-programs': { type: 'boolean' },
        ...MODEL_OPTIONS,
      });
      if (values['workspace-programs'] && values['no-workspace-programs'])
        throw new UsageError('--workspace-programs and --no-workspace-programs contradict each other.');
      const workspace = values.workspace === undefined ? undefined : folder(values.workspace);
      const rootOf = (file: string): string => rootFor(file, workspace);
      return heal({
        files: positionals,
        apply: values.apply ?? false,
        tests: values.tests ?? false,
        escalate: values.escalate ?? false,
        format: healFormat(values),
        workspacePrograms: values['no-workspace-programs'] ? false : values['workspace-programs'],
        model: terminalModelFrom(
          values,
          process.env,
          adapterUse(rootOf, [...new Set(positionals.map((file) => rootOf(path.resolve(file))))]),
        ),
        workspace,
      });
    },
  },
  run: {
    summary: 'run a program; heal the error it dies of',
    usage: `self-heal run [--apply] [--keep] [--escalate] [--message FILE] [--notify] [--model NAME --base-url URL] [--workspace DIR] -- CMD…

Runs CMD and passes its output on. If it dies of a known error in your own code, or survives one, a fix is shown.
  --apply          write a fix that is proved, or that is likely and with which CMD ends well, and run CMD again; take back what does not hold;
                   in a terminal you are asked where nothing can tell; at most 5 rounds. Only what is proved is recorded as a success pair
  --keep           the answer to that question is yes
  --escalate       what is too complex (above 0.8) gets no fix: it needs a person, and a brief for one is printed
  --message FILE   where something was written: the message for its commit
  --notify         tell a chat how it ended: JSON as Slack's webhooks take it, to the address in SELF_HEAL_WEBHOOK
  --workspace DIR  the folder whose interpreter, tools and pairs are used (default: the current folder)
${MODEL_USAGE}

Exit code 0 only if CMD succeeded in the end, and printed no error of your own code, not even one that it survived.`,
    run: (args) => {
      const at = args.indexOf('--');
      const { values, positionals } = parse(at < 0 ? args : args.slice(0, at), {
        ...OPTIONS,
        apply: { type: 'boolean' },
        keep: { type: 'boolean' },
        escalate: { type: 'boolean' },
        message: { type: 'string' },
        notify: { type: 'boolean' },
        ...MODEL_OPTIONS,
      });
      if (positionals[0] !== undefined) throw new UsageError(`the command stands behind '--': self-heal run -- ${positionals.join(' ')}`);
      const workspace = values.workspace === undefined ? undefined : folder(values.workspace);
      const root = workspace ?? process.cwd();
      return run({
        command: at < 0 ? [] : args.slice(at + 1),
        apply: values.apply ?? false,
        keep: values.keep ?? false,
        escalate: values.escalate ?? false,
        message: values.message === undefined ? undefined : path.resolve(values.message),
        notifier: notifier(values.notify ?? false),
        model: terminalModelFrom(
          values,
          process.env,
          adapterUse(() => root, [root]),
        ),
        workspace,
      });
    },
  },
  watch: {
    summary: 'run a program again whenever the sources change, and say whether there are errors',
    usage: WATCH_USAGE,
    run: watch,
  },
  generate: {
    summary: 'make a new file from a specification with tests, by a model and the loop that heals',
    usage: GENERATE_USAGE,
    run: generate,
  },
  ci: {
    summary: 'a workflow for GitHub Actions that heals where the tests fail',
    usage: `self-heal ci --from SPEC [--command CMD] [--every HOURS] [--write] [--workspace DIR]

Prints a workflow that runs the tests on a schedule. Where they fail it calls 'self-heal run --apply', sends what is left to code scanning, and opens a
pull request from a branch auto-fix/N. The job that runs the project's code may only read; the one that may write runs none of it.
  --from SPEC      where the workflow gets self-heal: what 'npm install' takes
  --command CMD    what is run and healed (default: the team's tests.command, 'npm test' or 'python -m pytest', as the folder says)
  --every HOURS    how often, 1 to 24 (default: 6)
  --write          writes .github/workflows/self-healing.yml, where there is none
  --workspace DIR  the root of the repository (default: the current folder)`,
    run: (args) => {
      const { values, positionals } = parse(args, {
        ...OPTIONS,
        from: { type: 'string' },
        command: { type: 'string' },
        every: { type: 'string' },
        write: { type: 'boolean' },
      });
      if (positionals[0] !== undefined) throw new UsageError(`ci takes no arguments but options, got '${positionals[0]}'.`);
      return ci({
        root: folder(values.workspace ?? '.'),
        command: values.command,
        from: values.from,
        everyHours: wholeNumber('--every', values.every ?? '6', 1, 24),
        write: values.write ?? false,
      });
    },
  },
  scan: {
    summary: 'look through files for what an attacker could use',
    usage: `self-heal scan FILE… [--json]

Looks in Python, TypeScript and JavaScript for SQL and shell commands that are built with values, unsafe loaders, code from outside and the
like, in the files' syntax trees. Nothing is run, started or changed. Where the fix is certain it is shown as a unified diff.
  --json           one JSON object on stdout

Exit code 1 if something is found.`,
    run: (args) => {
      const { values, positionals } = parse(args, { help: OPTIONS.help, json: { type: 'boolean' } });
      return scan({ files: positionals, json: values.json ?? false });
    },
  },
  selftest: {
    summary: 'make known mistakes in a temporary copy of a workspace, and say which are healed',
    usage: SELFTEST_USAGE,
    run: selftest,
  },
  batch: {
    summary: 'heal recorded cases, one JSON object a line, and write the patches',
    usage: `self-heal batch --input CASES.jsonl --output PREDICTIONS.jsonl [--top 3] [--run] [--model NAME --base-url URL] [--workspace DIR]

Writes one line a case: {id, patches: [{text, origin: {kind, id, variant}, confidence, evidence}], ms}, best patch first.
  --top N          at most N patches a case (default 3)
  --run            a case's own program may be run in the sandbox
  --workspace DIR  use this folder's interpreter, pairs and rules (default: none)
${MODEL_USAGE}
  --model-only     ask the model alone, whatever rules know; where one was asked, a line says what it did: model: {ended, answers, malformed,
                   first, holds, proved, tokens, cost, ms}`,
    run: async (args) => {
      const { values, positionals } = parse(args, {
        ...OPTIONS,
        input: { type: 'string' },
        output: { type: 'string' },
        top: { type: 'string' },
        run: { type: 'boolean' },
        'model-only': { type: 'boolean' },
        ...MODEL_OPTIONS,
      });
      if (positionals.length > 0)
        throw new UsageError(`batch takes no file arguments, got '${positionals[0]}'; name the cases with --input.`);
      if (!values.input) throw new UsageError('batch needs --input CASES.jsonl.');
      if (!values.output) throw new UsageError('batch needs --output PREDICTIONS.jsonl.');
      const workspace = values.workspace === undefined ? undefined : folder(values.workspace);
      const adapters = workspace === undefined ? undefined : adapterUse(() => workspace, [workspace]);
      const model = terminalModelFrom(values, process.env, adapters);
      if (values['model-only'] && !model) throw new UsageError('--model-only needs a model: name one with --model and --base-url.');
      return batch({
        input: path.resolve(values.input),
        output: path.resolve(values.output),
        top: wholeNumber('--top', values.top ?? '3', 1, 20),
        run: values.run ?? false,
        modelOnly: values['model-only'] ?? false,
        model,
        ...(workspace === undefined ? {} : { workspace }),
      });
    },
  },
  pairs: {
    summary: 'the success pairs of a workspace: stats, report, export, import, record, prune',
    usage: `self-heal pairs stats [--json]
self-heal pairs report [--output FILE.md|FILE.html]  how heals went and what was learned; to the terminal where no file is named
self-heal pairs export --output FILE.jsonl
self-heal pairs export --format FORMAT --output FILE|FOLDER
self-heal pairs import FILE.jsonl
self-heal pairs record --before FILE --after FILE --error TEXT [--line N]
                                      a fix of your own: the file before and after it, and the error's own words ("TypeError: …")
self-heal pairs prune --keep N
All take --workspace DIR (default: the current folder). What is exported has its secrets redacted.

An export takes the fixes that were kept, or with
  --format FORMAT    ${wrapped(exportChoices.formats, 100, 21)}
                     (default: jsonl, which 'pairs import' reads; mlx, axolotl and llama-factory are folders)
  --split            into train, valid and test: by mistake and by time
  --language ID      only of this language
  --error TYPE       only of this error: NameError, TS2304
  --since DAY, --until DAY
                     only those recorded from a day on, and before one
  --verdict LIST     ${exportChoices.verdicts.join(', ')} (default: accepted, edited, survived)
  --evidence RUNG    at least this vouches for them: ${exportChoices.rungs.join(', ')}
  --source LIST      ${exportChoices.sources.join(', ')}
  --via LIST         how they came: ${exportChoices.ways.join(', ')}
  --without LIST     names (people, accounts, e-mail), paths (files and folders)
  --max-length N     without what is longer, question and answer, in characters (default for training: 24000)
  --duplicates       also what is there twice
  --json             what was written and left out, as one JSON object`,
    run: (args) => {
      const { values, positionals } = parse(args, {
        ...OPTIONS,
        json: { type: 'boolean' },
        output: { type: 'string' },
        keep: { type: 'string' },
        before: { type: 'string' },
        after: { type: 'string' },
        line: { type: 'string' },
        format: { type: 'string' },
        split: { type: 'boolean' },
        language: { type: 'string' },
        error: { type: 'string' },
        since: { type: 'string' },
        until: { type: 'string' },
        verdict: { type: 'string' },
        evidence: { type: 'string' },
        source: { type: 'string' },
        via: { type: 'string' },
        without: { type: 'string' },
        'max-length': { type: 'string' },
        duplicates: { type: 'boolean' },
      });
      const [action, ...rest] = positionals;
      return pairs({
        action: action ?? '',
        rest,
        json: values.json ?? false,
        folder: folder(values.workspace ?? '.'),
        output: values.output === undefined ? undefined : path.resolve(values.output),
        keep: values.keep === undefined ? undefined : wholeNumber('--keep', values.keep, 0, 100_000_000),
        told: {
          before: values.before,
          after: values.after,
          error: values.error,
          line: values.line === undefined ? undefined : wholeNumber('--line', values.line, 1, 10_000_000),
        },
        chosen: values,
      });
    },
  },
  rules: {
    summary: 'the rules learned from accepted fixes: list, learn, test, apply, export',
    usage: `self-heal rules list [--json]
self-heal rules learn [--json]                        from the workspace's success pairs, into .self-heal/rules
self-heal rules test [ID…] [--json]                   each rule on its own examples
self-heal rules apply [ID…] [--apply] [--json]        prints a unified diff of the workspace's files; nothing is written without --apply
self-heal rules apply [ID…] --gradual [--apply] [--json]
                                                      each rule at one place, at half of them, at all: every step is checked and its tests are run on
                                                      copies before it is written; the first that makes something worse takes all of its rule back
self-heal rules export --output DIR                   for ast-grep: rules, their tests and sgconfig.yml
self-heal rules batch --input GROUPS.jsonl --output OUT.jsonl [--k N]
                                                      learns from each group's first N edits, applies to its tests and negatives
All take --workspace DIR (default: the current folder).`,
    run: (args) => {
      const { values, positionals } = parse(args, {
        ...OPTIONS,
        json: { type: 'boolean' },
        apply: { type: 'boolean' },
        gradual: { type: 'boolean' },
        input: { type: 'string' },
        output: { type: 'string' },
        k: { type: 'string' },
      });
      const [action, ...rest] = positionals;
      return rules({
        action: action ?? '',
        rest,
        json: values.json ?? false,
        apply: values.apply ?? false,
        gradual: values.gradual ?? false,
        folder: folder(values.workspace ?? '.'),
        input: values.input === undefined ? undefined : path.resolve(values.input),
        output: values.output === undefined ? undefined : path.resolve(values.output),
        k: values.k === undefined ? undefined : wholeNumber('--k', values.k, 1, 1_000),
      });
    },
  },
  adapters: {
    summary: 'the adapters of a workspace: small weights that make a model better at its mistakes',
    usage: ADAPTERS_USAGE,
    run: adapters,
  },
  strength: {
    summary: 'whether the tests of a file notice when it is wrong: one small change at a time',
    usage: STRENGTH_USAGE,
    run: strength,
  },
  metrics: {
    summary: 'how many errors and heals there were and how long heals took, for Prometheus or a script',
    usage: METRICS_USAGE,
    run: metrics,
  },
  serve: {
    summary: 'the language server, for any LSP editor',
    usage: `self-heal serve --stdio

The client says in its initializationOptions what it vouches for; without them the folder is not trusted, so no program is started or run
and no store of accepted fixes is opened.
  {"trusted": true}  the workspace is trusted`,
    run: (args) => {
      const { values } = parse(args, { ...OPTIONS, stdio: { type: 'boolean' } });
      if (!values.stdio) throw new UsageError('serve speaks over standard input and output: self-heal serve --stdio.');
      return serve();
    },
  },
  mcp: {
    summary: 'the two tools for models, over the Model Context Protocol',
    usage: `self-heal mcp [--allow-write] [--no-workspace-programs] [--workspace DIR]

Speaks the Model Context Protocol over standard input and output, and ends with its client. Two tools: heal_error finds a checked fix for an error
of a Python, TypeScript or JavaScript file of the folder; find_past_fix looks up how such an error was fixed here before. No model is asked.
  --allow-write    heal_error may put a fix into the file, where it is likely and adds nothing dangerous; without it nothing is ever changed
  --no-workspace-programs
                   start nothing that came with the folder (its virtual environment, its node_modules), only what the machine has
  --workspace DIR  the folder whose files are healed, with its interpreter, tools and pairs (default: the current folder)`,
    run: (args) => {
      const { values, positionals } = parse(args, {
        ...OPTIONS,
        'allow-write': { type: 'boolean' },
        'no-workspace-programs': { type: 'boolean' },
      });
      if (positionals[0] !== undefined) throw new UsageError(`mcp takes no arguments but options, got '${positionals[0]}'.`);
      if (values.workspace !== undefined) folder(values.workspace);
      // It reads the same words again.
      return serve();
    },
  },
  doctor: {
    summary: 'what is there and what is missing, each with its remedy',
    usage: `self-heal doctor [--model NAME --base-url URL] [--json] [--workspace DIR]

A model that is given is asked for a few numbers, nothing else.
${MODEL_USAGE}

Exit code 1 if something is missing that keeps fixes from being made.`,
    run: (args) => {
      const { values } = parse(args, { ...OPTIONS, json: { type: 'boolean' }, ...MODEL_OPTIONS });
      return doctor({ root: folder(values.workspace ?? '.'), json: values.json ?? false, model: modelServerOf(values) });
    },
  },
};

const OVERVIEW = (): string =>
  `self-heal VERB [options]

${Object.entries(VERBS)
  .map(([name, verb]) => `  ${name.padEnd(10)} ${verb.summary}`)
  .join('\n')}

'self-heal VERB --help' tells what a verb takes.
Exit codes: 0 healed or nothing to heal, 1 problems left, 2 bad usage or input, 3 internal failure.
`;

/** Runs one call and says how it ended. Writes to stdout and stderr; never throws. */
export async function cli(args: readonly string[]): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    (name === undefined ? note : print)(OVERVIEW());
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (!verb) {
    say(`there is no verb '${name}'; it knows ${Object.keys(VERBS).join(', ')}.`);
    return EXIT.usage;
  }
  const own = rest.indexOf('--') < 0 ? rest : rest.slice(0, rest.indexOf('--'));
  if (own.includes('--help') || own.includes('-h')) {
    print(`${verb.summary[0]?.toUpperCase() ?? ''}${verb.summary.slice(1)}.\n\n${verb.usage}\n`);
    return EXIT.ok;
  }
  try {
    return await verb.run(rest);
  } catch (error) {
    if (error instanceof UsageError) {
      say(error.message);
      return EXIT.usage;
    }
    note(`self-heal failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return EXIT.internal;
  }
}

/** Words with commas, in lines of a width, each behind the same indentation. */
function wrapped(words: readonly string[], width: number, indent: number): string {
  const lines = [''];
  for (const word of words) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length + 2 > width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last}, ${word}`;
  }
  return lines.join(`,\n${' '.repeat(indent)}`);
}

function healFormat({ format, json }: { readonly format?: string | undefined; readonly json?: boolean | undefined }): HealFormat {
  if (format === undefined) return json ? 'json' : 'text';
  const known = HEAL_FORMATS.find((one) => one === format);
  if (!known) throw new UsageError(`--format takes ${HEAL_FORMATS.join(', ')}, got '${format}'.`);
  if (json && known !== 'json') throw new UsageError(`--json and --format ${known} contradict each other.`);
  return known;
}
