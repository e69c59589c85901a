// Which command lines may be run again to prove a patch, and how: one program, started for its own work and not to change the world.

/** A line that can be run again, or why it is not. */
export type Runnable =
  | {
      readonly ok: true;
      /** For `/bin/sh -c`. */
      readonly line: string;
      /** A test runner: several failures may stand in one output. */
      readonly tests: boolean;
      /** The line's exit code is the program's; else one behind it has the last word: `python3 a.py; echo done`. */
      readonly ownExitCode: boolean;
      /** What runs the program, as far as the line tells; a script's or a package script's language is not told by it. */
      readonly runtime: 'python' | 'node' | 'unknown';
      /** Started so that no probe of ours is loaded (`python -I`). */
      readonly isolated: boolean;
    }
  | { readonly ok: false; readonly why: string };

/** The folder with the probes, in the shell. */
const HELPERS = '"$SELF_HEAL_HELPERS"';

const TEST_RUNNERS: ReadonlySet<string> = new Set([
  'pytest',
  'py.test',
  'nose2',
  'nosetests',
  'unittest',
  'jest',
  'vitest',
  'mocha',
  'ava',
  'jasmine',
  'tap',
  'uvu',
]);
const NODE_PROGRAMS: ReadonlySet<string> = new Set([
  'node',
  'nodejs',
  'tsx',
  'ts-node',
  'ts-node-esm',
  'babel-node',
  'jest',
  'vitest',
  'mocha',
  'ava',
  'jasmine',
  'tap',
  'uvu',
  'tsc',
  'eslint',
  'deno',
  'bun',
]);
const PYTHON_PROGRAMS: ReadonlySet<string> = new Set([
  'pytest',
  'py.test',
  'nose2',
  'nosetests',
  'coverage',
  'mypy',
  'pyright',
  'ruff',
  'flake8',
  'pylint',
  'flask',
  'uvicorn',
  'gunicorn',
  'ipython',
]);
/** Compilers: they read sources and write what comes of them. */
const COMPILERS: ReadonlySet<string> = new Set(['gcc', 'cc', 'g++', 'c++', 'clang', 'clang++', 'rustc', 'javac', 'kotlinc', 'mcs', 'csc']);
/** Tools of other languages, and what of them only builds, checks, runs and tests. */
const TOOLS: ReadonlyMap<string, readonly string[]> = new Map([
  ['go', ['build', 'run', 'test', 'vet']],
  ['cargo', ['build', 'check', 'run', 'test', 'clippy', 'b', 'c', 'r', 't']],
  ['dotnet', ['build', 'run', 'test']],
  ['mvn', ['compile', 'test', 'verify', 'package']],
  ['gradle', ['build', 'test', 'check', 'run']],
]);
const PACKAGE_RUNNERS: ReadonlySet<string> = new Set(['npm', 'pnpm', 'yarn']);
/** Programs that may stand before the runner in a pipe: they only make its input. */
const FEEDERS: ReadonlySet<string> = new Set(['echo', 'printf', 'cat', 'head', 'tail', 'yes', 'seq', 'true', ':']);

/** What a refused program is, by the word that a person would use. */
const REFUSED: readonly (readonly [string, readonly string[]])[] = [
  [
    'installs packages',
    [
      'pip',
      'pip3',
      'pipx',
      'conda',
      'mamba',
      'apt',
      'apt-get',
      'brew',
      'dnf',
      'yum',
      'pacman',
      'apk',
      'snap',
      'gem',
      'cargo-install',
      'corepack',
      'easy_install',
    ],
  ],
  [
    'deploys or publishes',
    [
      'deploy',
      'twine',
      'vercel',
      'netlify',
      'heroku',
      'fly',
      'flyctl',
      'firebase',
      'serverless',
      'sls',
      'cdk',
      'terraform',
      'tofu',
      'pulumi',
      'ansible',
      'ansible-playbook',
      'helm',
      'gcloud',
      'aws',
      'az',
      'gh',
      'vsce',
      'ovsx',
      'wrangler',
    ],
  ],
  [
    'works on other machines or containers',
    [
      'ssh',
      'scp',
      'sftp',
      'rsync',
      'docker',
      'docker-compose',
      'podman',
      'kubectl',
      'k9s',
      'minikube',
      'vagrant',
      'curl',
      'wget',
      'ftp',
      'telnet',
      'nc',
      'ncat',
    ],
  ],
  ['needs more rights than you have', ['sudo', 'su', 'doas', 'pkexec', 'chown', 'mount', 'umount', 'systemctl', 'service']],
  [
    'changes files or the repository by itself',
    [
      'git',
      'hg',
      'svn',
      'rm',
      'mv',
      'dd',
      'mkfs',
      'kill',
      'killall',
      'pkill',
      'shutdown',
      'reboot',
      'crontab',
      'psql',
      'mysql',
      'redis-cli',
      'mongo',
      'mongosh',
      'sqlite3',
    ],
  ],
  ['is an editor', ['vi', 'vim', 'nvim', 'nano', 'emacs', 'code', 'codium', 'subl', 'less', 'more', 'man', 'top', 'htop', 'watch']],
  [
    'keeps going until you leave it',
    [
      'tmux',
      'screen',
      'bash',
      'sh',
      'zsh',
      'fish',
      'ipython',
      'bpython',
      'ptpython',
      'jupyter',
      'jupyter-lab',
      'idle',
      'nodemon',
      'pm2',
      'forever',
      'irb',
    ],
  ],
];
const REFUSED_MODULES: ReadonlyMap<string, string> = new Map([
  ...['pip', 'ensurepip', 'venv', 'virtualenv', 'conda', 'pipx'].map((name) => [name, 'installs packages'] as const),
  ...['twine', 'build', 'flit', 'poetry'].map((name) => [name, 'deploys or publishes'] as const),
  ...['pdb', 'code', 'idlelib', 'IPython', 'jupyter', 'http.server', 'ipdb', 'pudb'].map(
    (name) => [name, 'keeps going until you leave it'] as const,
  ),
]);
/** Scripts of a package that are meant to change something outside. */
const REFUSED_SCRIPT =
  /(?:^|[:_-])(?:deploy|publish|release|postinstall|preinstall|install|prepublish\w*|push|watch|dev|migrate|provision)(?:$|[:_-])/i;

interface Word {
  /** With quotes taken off. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly operator: boolean;
}

/** What may be run again of a command line as typed. Never throws. */
export function runnable(typed: string): Runnable {
  const line = typed.trim().replace(/^\$\s+/, '');
  if (line === '') return no('there is no command to run');
  if (line.length > 8000 || /[\0\r\n]/.test(line)) return no('the command is more than one line');
  const words = split(line);
  if (typeof words === 'string') return no(words);
  const [shell, option, script] = words;
  // What a shell is given as one word is such a line itself.
  if (
    words.length === 3 &&
    /^(?:\/bin\/)?(?:ba|da)?sh$/.test(shell?.value ?? '') &&
    option?.value === '-c' &&
    script &&
    script.value.length < line.length
  )
    return runnable(script.value);
  const found = programOf(words);
  if (typeof found === 'string') return no(found);
  return stage(line, found.words, found.last);
}

function no(why: string): Runnable {
  return { ok: false, why };
}

/** What stands behind a program and only says how it went, or forces the exit code. */
const EPILOGUES: ReadonlySet<string> = new Set(['echo', 'printf', 'true', 'false', ':', 'exit']);

/**
 * The words of the program that the line is about: those before it only change folder or feed it, those behind it only say that it has ended.
 * `last`: none are behind it. A string: why not.
 */
function programOf(words: readonly Word[]): { readonly words: readonly Word[]; readonly last: boolean } | string {
  const parts: { words: Word[]; operator: string }[] = [{ words: [], operator: '' }];
  for (const word of words) {
    if (word.operator) {
      if (word.value === '&') return 'the command leaves a program running in the background';
      if (word.value === '<<' || word.value === '<<<' || word.value === '(' || word.value === ')')
        return 'the command is a script of the shell';
      if (['&&', '||', ';', '|', '|&'].includes(word.value)) {
        parts.push({ words: [], operator: word.value });
        continue;
      }
    }
    parts.at(-1)?.words.push(word);
  }
  if (parts.at(-1)?.words.length === 0) parts.pop();
  const nameOf = (part: { readonly words: readonly Word[] } | undefined): string =>
    part?.words.find((word) => !isAssignment(word.value))?.value ?? '';
  let at = parts.length - 1;
  while (at > 0 && /^(?:;|&&|\|\|)$/.test(parts[at]?.operator ?? '') && EPILOGUES.has(nameOf(parts[at]))) at--;
  const last = parts[at];
  if (!last) return 'there is no command to run';
  for (const [index, part] of parts.slice(0, at).entries()) {
    const program = nameOf(part);
    const next = parts[index + 1]?.operator ?? '';
    const goes = (next === '&&' || next === ';') && ['cd', 'source', '.', 'export', 'set', 'clear', 'echo'].includes(program);
    const feeds = next === '|' && FEEDERS.has(program);
    // What is compiled first is run then.
    const compiles = next === '&&' && COMPILERS.has(baseName(program));
    if (!goes && !feeds && !compiles) return 'the command is several programs in one line';
  }
  return { words: last.words, last: at === parts.length - 1 };
}

function stage(line: string, words: readonly Word[], ownExitCode: boolean): Runnable {
  let at = 0;
  const edits: { start: number; end: number; text: string }[] = [];
  for (; at < words.length; at++) {
    const word = words[at];
    if (!word) break;
    if (isAssignment(word.value)) {
      const rawStart = word.start + word.value.indexOf('=') + 1;
      // The probe is found through these two: what the line sets comes after it.
      if (word.value.startsWith('PYTHONPATH=')) edits.push({ start: rawStart, end: rawStart, text: `${HELPERS}:` });
      if (word.value.startsWith('NODE_OPTIONS='))
        edits.push({ start: rawStart, end: rawStart, text: `"--require $SELF_HEAL_HELPERS/self-heal-probe.cjs "` });
      continue;
    }
    if (word.value === 'time' || word.value === 'env' || word.value === 'exec' || word.value === 'command' || word.value === 'nice')
      continue;
    if (word.value === 'timeout' && /^\d/.test(words[at + 1]?.value ?? '')) {
      at++;
      continue;
    }
    break;
  }
  const found = program(words.slice(at));
  if (typeof found === 'string') return no(found);
  if (found.python) edits.push(found.python);
  let text = line;
  for (const edit of [...edits].sort((a, b) => b.start - a.start)) text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  return { ok: true, line: text, tests: found.tests, ownExitCode, runtime: found.runtime, isolated: found.isolated };
}

interface Program {
  readonly runtime: 'python' | 'node' | 'unknown';
  readonly tests: boolean;
  readonly isolated: boolean;
  readonly python?: { readonly start: number; readonly end: number; readonly text: string };
}

/** A string: why it is not run. */
function program(words: readonly Word[]): Program | string {
  const first = words[0];
  if (!first) return 'there is no command to run';
  const name = baseName(first.value);
  const args = words
    .slice(1)
    .filter((word) => !word.operator)
    .map((word) => word.value);
  const refused = REFUSED.find(([, names]) => names.includes(name));
  if (refused) {
    // `bash run.sh` runs a script and ends.
    if (/^(?:ba|z|da)?sh$/.test(name) && /\.sh$/.test(args[0] ?? '')) return { runtime: 'unknown', tests: false, isolated: false };
    return `\`${name}\` ${refused[0]}`;
  }
  if (/^(?:python|pypy)\d*(?:\.\d+)*(?:\.exe)?$/.test(name) || name === 'py') return python(first, name, args);
  if (name === 'node' || name === 'nodejs') return node(args);
  if (PACKAGE_RUNNERS.has(name)) return packageScript(name, args);
  if (name === 'npx' || name === 'pnpx' || name === 'bunx') return through(words, 1, ['-y', '--yes', '--no-install', '--no', '--']);
  if (['uv', 'poetry', 'pipenv', 'pdm', 'hatch', 'rye'].includes(name)) {
    if (args[0] !== 'run') return `\`${name} ${args[0] ?? ''}\` is not a run of a program`;
    return through(words, 2, ['--', '-q', '--no-sync', '--offline', '--frozen']);
  }
  if (name === 'coverage') {
    if (args[0] !== 'run') return '`coverage` runs nothing here';
    return { runtime: 'python', tests: args.includes('pytest') || args.includes('unittest'), isolated: false };
  }
  const tests = TEST_RUNNERS.has(name);
  if (
    (name === 'vitest' && args.some((arg) => arg === 'watch' || arg === '--watch' || arg === 'dev' || arg === '--ui')) ||
    args.includes('--watchAll') ||
    (tests && args.includes('--watch'))
  )
    return 'the command watches for changes and never ends';
  if (NODE_PROGRAMS.has(name))
    return args.length === 0 && ['tsx', 'ts-node', 'deno', 'bun'].includes(name)
      ? 'the command opens a prompt'
      : {
          runtime: 'node',
          tests: tests || ((name === 'deno' || name === 'bun') && args[0] === 'test'),
          isolated: name === 'deno' || name === 'bun',
        };
  if (PYTHON_PROGRAMS.has(name)) return { runtime: 'python', tests, isolated: false };
  if (COMPILERS.has(name) || (name === 'java' && args.length > 0)) return { runtime: 'unknown', tests: false, isolated: false };
  const verbs = TOOLS.get(name);
  if (verbs) {
    const verb = args.find((arg) => !arg.startsWith('-') && !arg.startsWith('+'));
    if (!verb || !verbs.includes(verb)) return `\`${name} ${verb ?? ''}\` is not a build, a run or a test`;
    return { runtime: 'unknown', tests: verb === 'test' || verb === 't', isolated: false };
  }
  if (name === 'make') {
    const targets = args.filter((arg) => !arg.startsWith('-') && !isAssignment(arg));
    const other = targets.find((target) => REFUSED_SCRIPT.test(target));
    if (other !== undefined) return `\`make ${other}\` is meant to change something outside`;
    return { runtime: 'unknown', tests: targets.some((target) => /^(?:test|check)/.test(target)), isolated: false };
  }
  if (/\.py$/.test(name)) return { runtime: 'python', tests: false, isolated: false };
  if (/\.[cm]?js$/.test(name)) return { runtime: 'node', tests: false, isolated: false };
  if (first.value.startsWith('./') || first.value.startsWith('../') || /\.sh$/.test(name))
    return { runtime: 'unknown', tests: false, isolated: false };
  return `\`${name.slice(0, 60)}\` is not a program that is known to run again without harm`;
}

function python(word: Word, name: string, args: readonly string[]): Program | string {
  // A virtual name: where the line's own interpreter is missing, python3 is the next best. Only a bare name is looked for on the PATH.
  const asked =
    word.value === name && /^python\d*(?:\.\d+)*$/.test(name) && name !== 'python3'
      ? { start: word.start, end: word.end, text: `$(command -v ${name} || echo python3)` }
      : undefined;
  let isolated = false;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '-m') {
      const module = args[at + 1] ?? '';
      const refused = REFUSED_MODULES.get(module) ?? REFUSED_MODULES.get(module.split('.')[0] ?? '');
      if (module === '' || refused) return `\`python -m ${module}\` ${refused ?? 'names no module'}`;
      return { runtime: 'python', tests: TEST_RUNNERS.has(module), isolated, ...(asked ? { python: asked } : {}) };
    }
    if (arg === '-c') return { runtime: 'python', tests: false, isolated, ...(asked ? { python: asked } : {}) };
    if (/^-[A-Za-z]+$/.test(arg)) {
      if (arg.includes('i')) return 'the command opens a prompt';
      if (/[IES]/.test(arg)) isolated = true;
      if (/[XW]$/.test(arg)) at++;
      continue;
    }
    if (arg.startsWith('-') && arg !== '-') continue;
    if (/(?:^|\/)setup\.py$/.test(arg) && /^(?:install|develop|upload|register)$/.test(args[at + 1] ?? ''))
      return '`setup.py` installs packages';
    return { runtime: 'python', tests: false, isolated, ...(asked ? { python: asked } : {}) };
  }
  return 'the command opens a prompt';
}

function node(args: readonly string[]): Program | string {
  if (args[0] === 'inspect' || args.some((arg) => arg === '-i' || arg === '--interactive' || arg.startsWith('--inspect')))
    return 'the command opens a debugger or a prompt';
  if (args.includes('--watch')) return 'the command watches for changes and never ends';
  const tests = args.includes('--test') || args.some((arg) => /node_modules\/(?:\.bin\/)?(?:jest|vitest|mocha)\b/.test(arg));
  if (!tests && args.every((arg) => arg.startsWith('-') && !/^(?:-e|-p|-pe|--eval|--print)/.test(arg))) return 'the command opens a prompt';
  return { runtime: 'node', tests, isolated: false };
}

function packageScript(name: string, args: readonly string[]): Program | string {
  const words = args.filter((arg) => !arg.startsWith('-'));
  const verb = words[0] ?? '';
  if (['test', 't', 'tst'].includes(verb)) return { runtime: 'node', tests: true, isolated: false };
  if (verb === 'start') return { runtime: 'node', tests: false, isolated: false };
  if (verb === 'exec' || verb === 'x' || verb === 'dlx')
    return 'the program behind `' + name + ' ' + verb + '` may be fetched from the network';
  const script = ['run', 'run-script', 'rum', 'urn'].includes(verb) ? (words[1] ?? '') : name === 'npm' ? '' : verb;
  if (
    script === '' ||
    (name !== 'npm' &&
      [
        'add',
        'install',
        'i',
        'remove',
        'up',
        'upgrade',
        'publish',
        'link',
        'create',
        'init',
        'login',
        'version',
        'set',
        'config',
        'cache',
        'audit',
        'outdated',
        'why',
      ].includes(script))
  )
    return `\`${name} ${verb}\` is not a run of a script`;
  if (REFUSED_SCRIPT.test(script)) return `\`${name} run ${script}\` may change things outside or never end`;
  return { runtime: 'node', tests: /(?:^|:)tests?(?:$|:)/.test(script), isolated: false };
}

/** A program behind another that only starts it. */
function through(words: readonly Word[], from: number, skip: readonly string[]): Program | string {
  let at = from;
  while (skip.includes(words[at]?.value ?? '')) at++;
  const rest = words.slice(at);
  if (rest[0]?.value.startsWith('-')) return 'the command is not understood';
  const found = program(rest);
  // The interpreter behind `uv run` is the project's own: not to be replaced.
  if (typeof found === 'string') return found;
  return { runtime: found.runtime, tests: found.tests, isolated: found.isolated };
}

function isAssignment(value: string): boolean {
  return /^[A-Za-z_]\w*=/.test(value);
}

function baseName(value: string): string {
  return value.replace(/^.*[\\/]/, '');
}

/** Words and operators of one line of the shell, as far as one program needs; a string where the line is more than that. */
function split(line: string): Word[] | string {
  const words: Word[] = [];
  let at = 0;
  while (at < line.length) {
    const char = line[at] ?? '';
    if (char === ' ' || char === '\t') {
      at++;
      continue;
    }
    if (char === '#') break;
    const redirect = /^(?:\d*>>?(?:&\d|&-)?|&>>?|\d*<(?![<(])(?:&\d)?)/.exec(line.slice(at));
    if (redirect) {
      at += redirect[0].length;
      // Its file name is no argument.
      if (!/&[\d-]$/.test(redirect[0])) {
        const target = word(line, skipBlanks(line, at));
        if (typeof target === 'string') return target;
        at = target.end;
      }
      continue;
    }
    const operator = /^(?:&&|\|\||\|&|<<<?|[;&|()])/.exec(line.slice(at));
    if (operator) {
      words.push({ value: operator[0], start: at, end: at + operator[0].length, operator: true });
      at += operator[0].length;
      continue;
    }
    const next = word(line, at);
    if (typeof next === 'string') return next;
    words.push(next);
    at = next.end;
  }
  return words;
}

function skipBlanks(line: string, at: number): number {
  while (line[at] === ' ' || line[at] === '\t') at++;
  return at;
}

function word(line: string, start: number): Word | string {
  let value = '';
  let at = start;
  for (; at < line.length; at++) {
    const char = line[at] ?? '';
    if (char === '\\') {
      value += line[++at] ?? '';
    } else if (char === "'") {
      const end = line.indexOf("'", at + 1);
      if (end < 0) return 'a quote of the command is not closed';
      value += line.slice(at + 1, end);
      at = end;
    } else if (char === '"') {
      at++;
      for (; at < line.length && line[at] !== '"'; at++) {
        if (line[at] === '`' || line.startsWith('$(', at)) return 'the command is a script of the shell';
        if (line[at] === '\\') at++;
        value += line[at] ?? '';
      }
      if (at >= line.length) return 'a quote of the command is not closed';
    } else if (char === '`' || line.startsWith('$(', at) || line.startsWith('<(', at)) {
      return 'the command is a script of the shell';
    } else if (/[\s;&|()<>]/.test(char)) break;
    else value += char;
  }
  return { value, start, end: at, operator: false };
}
