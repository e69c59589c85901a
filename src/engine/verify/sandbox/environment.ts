// The environment that a program in the sandbox gets: the user's own, without what looks like a secret and without what
// leads out of the sandbox. Eager on purpose: a variable too few makes one proof impossible, a secret too many is out for good.

/** Doors out of the sandbox (agents, displays, the editor), and what changes how every program starts. */
const DOORS =
  /^(?:SSH_|GPG_|GNUPG|DBUS_|XDG_(?:RUNTIME_DIR|SESSION|SEAT|VTNR|CURRENT)|DISPLAY$|WAYLAND_|XAUTHORITY$|ICEAUTHORITY$|SESSION_MANAGER$|VSCODE_|ELECTRON_|GIT_ASKPASS|SUDO_|HISTFILE|BASH_ENV$|ENV$|BASH_FUNC_|PROMPT_COMMAND$|LD_PRELOAD$|DYLD_|PYTHONSTARTUP$|PYTHONINSPECT$|TMPDIR$|TMP$|TEMP$|OLDPWD$|SELF_HEAL_)/;
/** Accounts of clouds, registries and builds. Region and the like go too: without an account they are of no use. */
const ACCOUNTS =
  /^(?:AWS|AZURE|ARM|GOOGLE|GCP|GCLOUD|CLOUDSDK|CLOUD_SDK|DIGITALOCEAN|KUBE|DOCKER|HEROKU|VERCEL|NETLIFY|GITHUB|GITLAB|BITBUCKET|ACTIONS|CI_JOB|CI_REGISTRY|TWINE|PIP|UV|POETRY|NPM_CONFIG|OPENAI|ANTHROPIC|HF|HUGGING|WANDB|SENTRY|STRIPE|TWILIO|SENDGRID|SLACK|VAULT|CARGO_REGISTR\w*)_/i;
const SECRET_NAME =
  /SECRET|TOKEN|PASSW|PASSPHRASE|CREDENTIAL|COOKIE|SIGNATURE|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|AUTH(?!OR)|CONNECTION_?STR|(?:^|_)(?:KEYS?|PWD|PASS|PAT|SAS|JWT|BEARER|DSN|CERT|PIN|OTP|SEED|SALT)(?:$|_)/i;
/** The environment's own words that look like the above. */
const HARMLESS_NAME = /^(?:PWD|KEYTIMEOUT|LESSKEY|SSL_CERT_(?:FILE|DIR)|PYTHONHASHSEED|PYTHONPATH|PATH)$/;

const KNOWN_SECRET =
  /\b(?:sk|pk|rk)[-_][\w-]{16}|\bgh[opsur]_\w{16}|\bgithub_pat_|\bglpat-|\bxox[a-z]-|\b(?:AKIA|ASIA)[A-Z0-9]{12}|\bAIza[\w-]{20}|\bya29\.|\bnpm_\w{20}|\bhf_\w{20}|\bpypi-\w{16}|\beyJ[\w-]{8,}\.|\bSG\.[\w-]{16}|-----BEGIN/;
/** `scheme://user:password@host` and `https://token@host`. */
const USERINFO = /:\/\/[^\s/@]*:[^\s/@]+@|:\/\/[\w-]{16,}@/;
/** Values longer than this are not searched, they are left out. In UTF-16 units. */
const LONGEST_VALUE = 32_768;

export interface CleanEnvironment {
  readonly env: Record<string, string>;
  /** Names of what was left out as a secret; doors and the like are not told. */
  readonly withheld: readonly string[];
}

/** `own` is laid over the result untouched: the caller knows what it says. */
export function cleanEnvironment(env: NodeJS.ProcessEnv, own: Readonly<Record<string, string>> = {}): CleanEnvironment {
  const out: Record<string, string> = {};
  const withheld: string[] = [];
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || DOORS.test(name)) continue;
    // A debugger's loader, set by an editor's terminal: it lies outside of what the program can see, and node would not start.
    if (name === 'NODE_OPTIONS' && /bootloader|js-debug|--inspect/.test(value)) continue;
    if (isSecretName(name) || looksSecret(value)) withheld.push(name);
    else out[name] = value;
  }
  return { env: { ...out, ...own }, withheld: withheld.filter((name) => !(name in own)).sort() };
}

function isSecretName(name: string): boolean {
  return !HARMLESS_NAME.test(name) && (ACCOUNTS.test(name) || SECRET_NAME.test(name));
}

export function looksSecret(value: string): boolean {
  if (value.length > LONGEST_VALUE || KNOWN_SECRET.test(value) || USERINFO.test(value)) return true;
  // Folders of package stores carry hashes in their names.
  if (/^(?:[A-Za-z]:)?[\\/]/.test(value)) return false;
  return value.split(/[\s,;:/\\=&?|"']+/).some(isRandom);
}

/** A long unbroken run of letters and digits that nobody reads: a key of any maker. */
function isRandom(word: string): boolean {
  if (word.length < 20 || !/^[\w+.~-]+$/.test(word) || !/\d/.test(word) || !/[A-Za-z]/.test(word)) return false;
  if (/^[\da-f-]+$/i.test(word)) return word.length >= 32;
  // Words and versions joined by dashes, dots and underscores read well: every part is letters or digits.
  if (word.split(/[-._+~]/).every((part) => part.length < 16 && !/[A-Za-z]\d+[A-Za-z]/.test(part))) return false;
  return new Set(word).size >= 10;
}
