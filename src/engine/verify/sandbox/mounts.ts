// What of the machine a program in the sandbox may see: the system's programs, the toolchains of the user's home folder, and
// nothing else of it. A list of what is let in, so that what nobody thought of stays out.

import * as fs from 'node:fs';
import * as path from 'node:path';

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
  '.config/nvm',
  '.yarn/bin',
  '.npm-global',
  '.nuget/packages',
  '.m2/repository',
  'go/bin',
  'go/pkg',
  'Library/pnpm',
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
  'VIRTUAL_ENV',
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

/** `inner` is `outer` or lies below it. Both absolute and normalised. */
export function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(outer.endsWith(path.sep) ? outer : outer + path.sep);
}

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

/**
 * Folders outside of the system's own that a command needs to start, each to be shown read-only at its own place: the known
 * toolchains, what PATH and the toolchains' variables name, where the program itself lies (behind links and `#!` lines), and the
 * `node_modules` of the folders above the workspace. Outermost first; none lies in another or in the workspace.
 */
export function toolchainFolders(options: {
  readonly program: string;
  readonly root: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
}): string[] {
  const { program, root, home, env } = options;
  const wanted = TOOLCHAINS.map((name) => path.join(home, name));
  for (const name of TOOLCHAIN_VARIABLES) wanted.push(...(env[name] ?? '').split(path.delimiter));
  wanted.push(...(env['PATH'] ?? '').split(path.delimiter));
  // A line of the shell hides which program it starts: a virtual environment of the workspace is likely.
  const programs = [...startedWith(program, env), ...['.venv', 'venv', 'env'].map((name) => path.join(root, name, 'bin', 'python'))];
  for (const file of programs) wanted.push(...placesOf(file, home));
  for (let above = path.dirname(root); above !== path.dirname(above); above = path.dirname(above))
    wanted.push(path.join(above, 'node_modules'));
  const out: string[] = [];
  const folders = [
    ...new Set(wanted.filter((folder) => path.isAbsolute(folder)).map((folder) => path.normalize(folder).replace(/(?<=.)\/$/, ''))),
  ].sort((a, b) => a.length - b.length);
  for (const folder of folders) {
    if ([...SYSTEM_FOLDERS, ...out, root].some((seen) => isWithin(folder, seen)) || isWithin(root, folder)) continue;
    // What a folder really is decides, not what it is called.
    if (
      NO_WORKSPACE.test(folder) ||
      !isFolder(folder) ||
      [folder, real(folder)].some((place) => !mayBeSeen(place, home) || !mayBeSeen(place, real(home)))
    )
      continue;
    out.push(folder);
  }
  return out;
}

/**
 * Sockets with a path below the folders that something on this machine listens at. A read-only mount does not keep a program from talking
 * through them, nor does a network of its own, so they are to be covered. Absolute, as they were bound.
 */
export function listeningBelow(folders: readonly string[]): string[] {
  let text: string;
  try {
    text = fs.readFileSync('/proc/net/unix', 'utf8');
  } catch {
    return [];
  }
  const paths = text.split('\n').map((line) => /^\S+: (?:\S+ +){6}(\/.*)$/.exec(line)?.[1] ?? '');
  const places = [...folders, ...folders.map(real)];
  return [...new Set(paths)].filter((file) => file !== '' && places.some((folder) => isWithin(file, folder)) && fs.existsSync(file));
}

/** The program, and what its first line starts it with. */
function startedWith(program: string, env: Readonly<Record<string, string>>): string[] {
  const line = /^#!\s*(\S+)(?:\s+(?:-S\s+)?(\S+))?/.exec(firstLine(program));
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
  return places.find((file) => {
    try {
      fs.accessSync(file, fs.constants.X_OK);
      return fs.statSync(file).isFile();
    } catch {
      return false;
    }
  });
}

/** The folders a program needs, link by link: the installation around its `bin`, else only the folder that it is in. */
function placesOf(file: string, home: string): string[] {
  const out: string[] = [];
  const add = (place: string): void => {
    const folder = path.dirname(place);
    const around = path.dirname(folder);
    out.push(
      /^(?:bin|Scripts|shims)$/.test(path.basename(folder)) && mayBeSeen(around, home) && !NO_WORKSPACE.test(around) ? around : folder,
    );
  };
  let at = file;
  for (let hops = 0; hops < 16; hops++) {
    add(at);
    try {
      at = path.resolve(path.dirname(at), fs.readlinkSync(at));
    } catch {
      break;
    }
  }
  const end = real(file);
  add(end);
  // The interpreter that a virtual environment was made from.
  const made = /^home\s*=\s*(.+)$/m.exec(readShort(path.join(path.dirname(path.dirname(file)), 'pyvenv.cfg')))?.[1]?.trim();
  if (made) add(path.join(made, 'python'));
  return out;
}

export function real(file: string): string {
  try {
    return fs.realpathSync(file);
  } catch {
    return file;
  }
}

export function isFolder(folder: string): boolean {
  try {
    return fs.statSync(folder).isDirectory();
  } catch {
    return false;
  }
}

function firstLine(file: string): string {
  return readShort(file).split('\n', 1)[0] ?? '';
}

/** The first 1024 bytes; '' where they can't be read. */
function readShort(file: string): string {
  try {
    const fd = fs.openSync(file, 'r');
    try {
      const bytes = Buffer.alloc(1024);
      return bytes.toString('latin1', 0, fs.readSync(fd, bytes, 0, bytes.length, 0));
    } finally {
      fs.closeSync(fd);
    }
  } catch {
    return '';
  }
}
