// What of the machine a program in the sandbox may see: the system's programs, the toolchains of the user's home folder, and
// nothing else of it. A list of what is let in, so that what nobody thought of stays out.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { BIN, installation, interpreterNeeds, isInterpreterOrEnvironment, pathsTo } from './interpreters';
import { isFolder, isProgram, isWithin, readShort, real } from './paths';

export { isFolder, isWithin, real };

/** The system's own folders, read-only. /etc is not among them: it holds keys and passwords, which root could read. */
export const SYSTEM_FOLDERS: readonly string[] = [
  '/usr',
  '/bin',
  '/sbin',
  '/lib',
  '/lib32',
  '/lib64',
  '/libx32',
  '/opt',
  '/nix',
  '/gnu',
  '/home/linuxbrew/.linuxbrew',
  '/snap',
];

/**
 * What programs need of /etc: the loader's cache, certificates (not their keys), time zone, Debian's alternatives, types of files, Java's own
 * folders. Each costs about half a millisecond of every run, so nothing is here that programs do well without.
 */
export const SYSTEM_FILES: readonly string[] = [
  '/etc/ld.so.cache',
  '/etc/ssl/certs',
  '/etc/ssl/cert.pem',
  '/etc/ssl/openssl.cnf',
  '/etc/pki/tls/certs',
  '/etc/pki/ca-trust/extracted',
  '/etc/ca-certificates/extracted',
  '/etc/crypto-policies/back-ends',
  '/etc/localtime',
  '/etc/os-release',
  '/etc/alternatives',
  '/etc/mime.types',
  '/etc/java-8-openjdk',
  '/etc/java-11-openjdk',
  '/etc/java-17-openjdk',
  '/etc/java-21-openjdk',
  '/etc/java-25-openjdk',
  '/etc/static',
  '/run/current-system/sw',
];

/** Toolchains and the packages they installed, below the home folder. None holds a password: .m2 and .cargo do, so only parts of them. */
const TOOLCHAINS: readonly string[] = [
  '.pyenv',
  '.nvm',
  '.volta',
  '.asdf',
  '.fnm',
  '.rye',
  '.bun',
  '.deno/bin',
  '.nodenv',
  '.n',
  '.proto',
  '.pixi',
  '.rbenv',
  '.rvm',
  '.jenv',
  '.sdkman/candidates',
  '.rustup',
  '.cargo/bin',
  '.cargo/registry',
  '.cargo/git',
  '.dotnet',
  '.ghcup',
  '.juliaup',
  '.conda/envs',
  '.conda/pkgs',
  'miniconda3',
  'anaconda3',
  'miniforge3',
  'mambaforge',
  'micromamba',
  '.micromamba',
  '.virtualenvs',
  '.linuxbrew',
  '.local/bin',
  '.local/lib',
  '.local/share/uv',
  '.local/share/mise',
  '.local/share/rtx',
  '.local/share/pipx',
  '.local/share/fnm',
  '.local/share/pnpm',
  '.local/share/virtualenvs',
  '.local/share/hatch/env',
  '.local/pipx',
  '.local/state/fnm_multishells',
  '.cache/pypoetry/virtualenvs',
  '.cache/go-build',
  '.config/nvm',
  '.yarn/bin',
  '.npm-global',
  '.nuget/packages',
  '.m2/repository',
  'go/bin',
  'go/pkg',
  'Library/pnpm',
  'Library/Caches/go-build',
  'Library/Python',
];

/** Never seen, nor anything above them, whatever PATH or the command says. Below the home folder. */
const PRIVATE: readonly string[] = [
  '.ssh',
  '.aws',
  '.azure',
  '.gnupg',
  '.kube',
  '.docker',
  '.netrc',
  '.git-credentials',
  '.npmrc',
  '.pypirc',
  '.password-store',
  '.mozilla',
  '.thunderbird',
  '.bash_history',
  '.zsh_history',
  '.python_history',
  '.node_repl_history',
  '.config/gcloud',
  '.config/gh',
  '.config/git',
  '.config/google-chrome',
  '.config/chromium',
  '.config/Code',
  '.config/hub',
  '.config/op',
  '.local/share/keyrings',
  '.local/share/fish',
  '.cargo/credentials.toml',
  '.cargo/credentials',
  '.m2/settings.xml',
  'Library/Keychains',
  'Library/Application Support',
  'Library/Cookies',
  '.vscode',
  '.vscode-server',
];

/** Variables that name a toolchain's folder, or a list of folders. */
const TOOLCHAIN_VARIABLES: readonly string[] = [
  'CONDA_PREFIX',
  'CONDA_ROOT',
  'PYENV_ROOT',
  'NVM_DIR',
  'VOLTA_HOME',
  'ASDF_DIR',
  'ASDF_DATA_DIR',
  'MISE_DATA_DIR',
  'BUN_INSTALL',
  'PNPM_HOME',
  'FNM_DIR',
  'JAVA_HOME',
  'GOROOT',
  'RUSTUP_HOME',
  'NODE_PATH',
  'PYTHONPATH',
  'PYTHONHOME',
  'PYTHONUSERBASE',
  'UV_PYTHON_INSTALL_DIR',
];

/** Folders that are no workspace: the sandbox would show, or hide, half the machine. */
const NO_WORKSPACE =
  /^\/(?:|bin|boot|dev|etc|home|lib|lib32|lib64|libx32|media|mnt|opt|private|private\/tmp|proc|root|run|sbin|sys|tmp|usr|usr\/[a-z]+|var|var\/[a-z]+|Users|System|Library|Applications|Volumes)(?:$)|^\/(?:dev|proc|sys|run|etc)\//;

/** Why a folder can't be the workspace of a sandbox, in a sentence; undefined where it can. */
export function unfitWorkspace(root: string, home: string): string | undefined {
  if (!path.isAbsolute(root)) return 'The workspace folder has no absolute path.';
  // A link could stand for a folder that is none.
  for (const folder of [root, real(root)]) {
    if (NO_WORKSPACE.test(folder) || isWithin(home, folder) || isWithin(real(home), folder))
      return `${folder} is no folder of one project, so nothing is run in it.`;
    if (!mayBeSeen(folder, home) || !mayBeSeen(folder, real(home))) return `${folder} holds private files, so nothing is run in it.`;
  }
  return undefined;
}

/** Neither the home folder, nor above it, nor private, nor above something private. */
export function mayBeSeen(folder: string, home: string): boolean {
  if (isWithin(home, folder)) return false;
  return !PRIVATE.some((name) => isWithin(folder, path.join(home, name)) || isWithin(path.join(home, name), folder));
}

/** What a command needs of the machine beside the system's own folders. All paths absolute. */
export interface Toolchains {
  /** Folders (and `pyvenv.cfg` files), each to be shown read-only at its own place. Outermost first; none lies in another or in the workspace. */
  readonly places: readonly string[];
  /** Links on the way to an interpreter, by their path, with what they say: shown as links, which opens nothing around them. */
  readonly links: ReadonlyMap<string, string>;
  /** The interpreter or virtual environment that the command starts can't be shown: why, in a sentence. Another would be started in its place. */
  readonly hidden?: string;
}

/**
 * The known toolchains, what PATH and the toolchains' variables name, the interpreters and virtual environments that the command starts (behind
 * links and `#!` lines), and the `node_modules` of the folders above the workspace. What files of the workspace say (links, `pyvenv.cfg`, `#!`) is
 * text from outside: it opens nothing but a real interpreter's own folders.
 */
export function toolchains(options: {
  /** What `argv[0]` is; '' where it is not known. */
  readonly program: string;
  /** All of the command; a line of the shell (`sh -c LINE`) is looked through for the programs it names. */
  readonly argv?: readonly string[];
  readonly cwd?: string;
  readonly root: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
}): Toolchains {
  const { program, argv = [], root, cwd = root, home, env } = options;
  const wanted = TOOLCHAINS.map((name) => path.join(home, name));
  for (const name of TOOLCHAIN_VARIABLES) wanted.push(...(env[name] ?? '').split(path.delimiter));
  const environment = env['VIRTUAL_ENV'] ?? '';
  if (path.isAbsolute(environment)) wanted.push(...installation(environment));
  const onPath = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  wanted.push(...onPath);
  for (let above = path.dirname(root); above !== path.dirname(above); above = path.dirname(above))
    wanted.push(path.join(above, 'node_modules'));
  const isPlain = (folder: string): boolean => !isWithin(folder, root) && !SYSTEM_FOLDERS.some((system) => isWithin(folder, system));
  const started = [program, ...programsOf(argv, cwd, home, env)].filter((file) => path.isAbsolute(file));
  const links = new Map<string, string>();
  const need = (file: string): void => {
    if (!fs.existsSync(file)) return;
    for (const one of startedWith(file, env)) {
      const needs = interpreterNeeds(one);
      wanted.push(...needs.places);
      for (const [link, target] of needs.links) links.set(link, target);
    }
  };
  for (const file of started) {
    need(file);
    // Named by the user, so it may be any program, and its folder is seen; what stands in the workspace has no say.
    if (file === program && isPlain(file)) wanted.push(...ownPlaces(file, home));
  }
  // A line of the shell does not tell all that it starts: a virtual environment of the workspace and the interpreters on PATH are likely.
  for (const folder of [...['.venv', 'venv', 'env'].map((name) => path.join(root, name)), environment])
    if (folder !== '') need(path.join(folder, 'bin', 'python'));
  for (const folder of onPath.filter(isPlain)) {
    for (const name of ['python3', 'python', 'node']) need(path.join(folder, name));
    if (path.basename(folder) === 'shims') wanted.push(...shimmed(path.dirname(folder)));
  }
  const places: string[] = [];
  const unique = new Set(wanted.filter((place) => path.isAbsolute(place)).map((place) => path.normalize(place).replace(/(?<=.)\/$/, '')));
  for (const place of [...unique].sort((a, b) => a.length - b.length))
    if (isPlain(place) && !places.some((seen) => isWithin(place, seen)) && mayHoldTools(place, root, home)) places.push(place);
  const isShown = (file: string): boolean =>
    !isPlain(file) || SYSTEM_FILES.some((system) => isWithin(file, system)) || places.some((place) => isWithin(file, place));
  for (const link of links.keys()) if (isShown(link) || /^\/(?:dev|proc|run|sys)\//.test(link)) links.delete(link);
  const lost = started.filter(isInterpreterOrEnvironment).find((file) => !pathsTo(file).every((hop) => isShown(hop) || links.has(hop)));
  return {
    places,
    links,
    ...(lost === undefined ? {} : { hidden: `${lost} is no interpreter that the sandbox can show, and another one would prove nothing.` }),
  };
}

/** A folder (or file) that is there and may be shown for the sake of a toolchain: nothing private in it, nor the workspace. */
function mayHoldTools(place: string, root: string, home: string): boolean {
  // What it really is decides, not what it is called.
  return [place, real(place)].every(
    (each) =>
      fs.existsSync(each) &&
      !NO_WORKSPACE.test(each) &&
      !isWithin(root, each) &&
      [home, real(home)].every(
        (house) =>
          mayBeSeen(each, house) &&
          // Settings of all programs, passwords among them; two toolchains keep themselves there.
          (!isWithin(each, path.join(house, '.config')) || TOOLCHAINS.some((name) => isWithin(each, path.join(house, name)))),
      ),
  );
}

/** The installation around a program's `bin`, where it is one; else the folder that it is in. */
function ownPlaces(file: string, home: string): string[] {
  return [file, real(file)].flatMap((each) => {
    const folder = path.dirname(each);
    const around = path.dirname(folder);
    const whole = BIN.test(path.basename(folder)) && mayBeSeen(around, home) && !NO_WORKSPACE.test(around);
    return [folder, ...(whole ? installation(around) : [])];
  });
}

/** pyenv, nodenv, asdf and their like start the version that is asked for from beside their `shims`. */
function shimmed(around: string): string[] {
  return ['versions', 'installs'].some((name) => isFolder(path.join(around, name))) ? [around] : [];
}

/** Absolute paths of the programs that a line of the shell names, as far as a look at its words tells. */
function programsOf(argv: readonly string[], cwd: string, home: string, env: Readonly<Record<string, string>>): string[] {
  const line = /(?:^|\/)(?:ba|da|z)?sh$/.test(argv[0] ?? '') && argv[1] === '-c' ? argv[2] : undefined;
  if (line === undefined) return [];
  const out: string[] = [];
  // What the line falls back to is not what it starts.
  const words =
    line
      .slice(0, 20_000)
      .replace(/\|\| echo \w+/g, '')
      .match(/"[^"]*"|'[^']*'|[^\s;&|<>()"'`]+/g) ?? [];
  for (const word of words.slice(0, 40)) {
    if (word.startsWith('-')) continue;
    const bare = word.replace(/^["']|["']$/g, '').replace(/^\w+=/, '');
    for (const part of bare.split(':')) {
      const name = part.replace(/^(?:~|\$HOME|\$\{HOME\})(?=\/)/, home);
      const found = findProgram(name, env, cwd);
      if (found) out.push(found);
      // `. venv/bin/activate` and `PATH=venv/bin:$PATH` choose an environment without starting it.
      else if (name.includes('/')) {
        const folder = path.basename(name) === 'activate' ? path.dirname(path.resolve(cwd, name)) : path.resolve(cwd, name);
        if (BIN.test(path.basename(folder)))
          out.push(...['python', 'node'].map((each) => path.join(folder, each)).filter((each) => fs.existsSync(each)));
      }
    }
  }
  return [...new Set(out)];
}

/**
 * Sockets with a path below the folders that something on this machine listens at. A read-only mount does not keep a program from talking
 * through them, nor does a network of its own, so they are to be covered. Absolute, as they were bound. Gives a function, for looking again and
 * again: where the folders' links lead is looked up once.
 */
export function listenersBelow(folders: readonly string[]): () => string[] {
  const places = [...new Set([...folders, ...folders.map(real)])].map((folder) => (folder.endsWith('/') ? folder : `${folder}/`));
  return () => {
    let text: string;
    try {
      text = fs.readFileSync('/proc/net/unix', 'utf8');
    } catch {
      return [];
    }
    const found = new Set<string>();
    // Numbers stand before the path: the first slash begins it.
    for (let at = text.indexOf(' /'); at >= 0; at = text.indexOf(' /', at)) {
      let end = text.indexOf('\n', at);
      if (end < 0) end = text.length;
      const file = text.slice(at + 1, end);
      if (places.some((place) => file.startsWith(place))) found.add(file);
      at = end;
    }
    return [...found].filter((file) => fs.existsSync(file));
  };
}

/** The program, and what its first line starts it with. */
function startedWith(program: string, env: Readonly<Record<string, string>>): string[] {
  const line = /^#!\s*(\S+)(?:\s+(?:-S\s+)?(\S+))?/.exec(readShort(program).split('\n', 1)[0] ?? '');
  if (!line) return [program];
  const interpreter = line[1] ?? '';
  const named = path.basename(interpreter) === 'env' && line[2] ? findProgram(line[2], env) : interpreter;
  return named && path.isAbsolute(named) ? [program, named] : [program];
}

/** Absolute path of what a shell would start; undefined where there is nothing. */
export function findProgram(name: string, env: Readonly<Record<string, string>>, cwd = '/'): string | undefined {
  const places = name.includes('/')
    ? [path.resolve(cwd, name)]
    : (env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin')
        .split(path.delimiter)
        .filter((folder) => path.isAbsolute(folder))
        .map((folder) => path.join(folder, name));
  return places.find(isProgram);
}
