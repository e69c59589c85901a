// The environment that a program in the sandbox gets: variables known to hold no secret and to lead nowhere, by their names. What a value
// looks like decides nothing: a password may look like any word. A variable too few makes one proof impossible, a secret too many is out for good.

/** Doors out of the sandbox (agents, displays, the editor), what changes how every program starts, and what only the shell itself counts with. */
const DOORS =
  /^(?:SSH_|GPG_|GNUPG|DBUS_|XDG_(?:RUNTIME_DIR|SESSION|SEAT|VTNR|CURRENT)|DISPLAY$|WAYLAND_|XAUTHORITY$|ICEAUTHORITY$|SESSION_MANAGER$|VSCODE_|ELECTRON_|GIT_ASKPASS|SUDO_|HISTFILE|BASH_ENV$|ENV$|BASH_FUNC_|PROMPT_COMMAND$|LD_PRELOAD$|DYLD_|PYTHONSTARTUP$|PYTHONINSPECT$|TMPDIR$|TMP$|TEMP$|OLDPWD$|SHLVL$|_$|PS\d$|SELF_HEAL_)/;

/** Let through: names of what programs need to start, to speak the user's language, and to behave in a test as they do outside. */
const ALLOWED: readonly RegExp[] = [
  // The system and the user.
  /^(?:PATH|HOME|USER|LOGNAME|USERNAME|SHELL|PWD|LANG|LANGUAGE|LC_[A-Z]+|LOCALE_ARCHIVE|TZ|TZDIR|TERM|TERMINFO|COLORTERM|COLUMNS|LINES|(?:NO|FORCE|CLICOLOR)_COLOR|CLICOLOR|CLICOLOR_FORCE|EDITOR|VISUAL|PAGER|LESS|MANPATH|HOSTTYPE|OSTYPE|MACHTYPE|XDG_(?:CONFIG|CACHE|DATA|STATE)_(?:HOME|DIRS)|LD_LIBRARY_PATH|LIBRARY_PATH|CPATH|C_INCLUDE_PATH|PKG_CONFIG_PATH|CC|CXX|CFLAGS|CXXFLAGS|CPPFLAGS|LDFLAGS|GIT_(?:AUTHOR|COMMITTER)_(?:NAME|EMAIL|DATE))$/,
  // What a run is for.
  /^(?:CI|DEBUG|VERBOSE|TESTING|TEST_ENV|APP_ENV|ENVIRONMENT|LOG_?LEVEL|SOURCE_DATE_EPOCH|PORT|HOST|BROWSER|HEADLESS)$/,
  // Python.
  /^PYTHON(?:PATH|HOME|USERBASE|HASHSEED|UTF8|IOENCODING|ENCODING|WARNINGS|DEVMODE|OPTIMIZE|NOUSERSITE|UNBUFFERED|DONTWRITEBYTECODE|PYCACHEPREFIX|FAULTHANDLER|ASYNCIODEBUG|TRACEMALLOC|SAFEPATH|VERBOSE|DEBUG|MALLOC|INTMAXSTRDIGITS|LEGACYWINDOWSSTDIO|COERCECLOCALE|NODEBUGRANGES|PLATLIBDIR|BREAKPOINT|_(?:GIL|JIT|COLORS|CPU_COUNT|BASIC_REPL))$/,
  /^(?:VIRTUAL_ENV(?:_PROMPT|_DISABLE_PROMPT)?|CONDA_(?:PREFIX(?:_\d+)?|DEFAULT_ENV|ROOT|EXE|PYTHON_EXE|SHLVL|PROMPT_MODIFIER)|PYENV_(?:ROOT|VERSION|SHELL|VIRTUAL_ENV)|PYTEST_(?:ADDOPTS|PLUGINS|DISABLE_PLUGIN_AUTOLOAD)|DJANGO_(?:SETTINGS_MODULE|CONFIGURATION)|FLASK_(?:APP|ENV|DEBUG|RUN_PORT|RUN_HOST)|MPLBACKEND|UV_PYTHON_INSTALL_DIR|(?:OMP|MKL|OPENBLAS|NUMEXPR|VECLIB|BLIS|NUMBA|RAYON)_(?:MAXIMUM_|MAX_)?(?:NUM_)?THREADS|CUDA_VISIBLE_DEVICES|QT_QPA_PLATFORM|SDL_(?:VIDEO|AUDIO)DRIVER)$/,
  // Node.
  /^(?:NODE_(?:ENV|PATH|OPTIONS|NO_WARNINGS|DEBUG|EXTRA_CA_CERTS|PENDING_DEPRECATION|ICU_DATA)|NVM_(?:DIR|BIN|INC|CD_FLAGS)|VOLTA_HOME|FNM_(?:DIR|MULTISHELL_PATH|ARCH)|PNPM_HOME|BUN_INSTALL|DENO_(?:DIR|INSTALL)|N_PREFIX|TS_NODE_\w+|BABEL_ENV|UV_THREADPOOL_SIZE|(?:JEST|VITEST)_(?:WORKER|POOL)_ID)$/,
  // Other toolchains.
  /^(?:ASDF_(?:DIR|DATA_DIR)|MISE_(?:DATA_DIR|SHELL)|JAVA_HOME|JDK_HOME|CLASSPATH|GOROOT|GOPATH|GOFLAGS|GOOS|GOARCH|CGO_ENABLED|RUSTUP_(?:HOME|TOOLCHAIN)|CARGO_(?:HOME|TARGET_DIR)|RUST_(?:BACKTRACE|LOG)|RUSTFLAGS|DOTNET_(?:ROOT|CLI_HOME|ENVIRONMENT)|ASPNETCORE_ENVIRONMENT|RAILS_ENV|RACK_ENV|GEM_(?:HOME|PATH)|RUBYLIB|PERL5LIB|SDKMAN_DIR|HOMEBREW_(?:PREFIX|CELLAR|REPOSITORY)|NIX_(?:PATH|PROFILES|SSL_CERT_FILE|LD|LD_LIBRARY_PATH))$/,
  // Where certificates lie: files, not keys.
  /^(?:SSL_CERT_(?:FILE|DIR)|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|GIT_SSL_CAINFO|PIP_CERT)$/,
];
/** Without these no program starts under Windows, where names have no case; and macOS's own. */
const ALLOWED_ELSEWHERE =
  /^(?:Path|PATHEXT|SystemRoot|SystemDrive|windir|ComSpec|OS|NUMBER_OF_PROCESSORS|PROCESSOR_\w+|ProgramFiles(?:\(x86\))?|ProgramW6432|ProgramData|CommonProgram(?:Files(?:\(x86\))?|W6432)|ALLUSERSPROFILE|PUBLIC|USERPROFILE|HOMEDRIVE|HOMEPATH|APPDATA|LOCALAPPDATA|USERDOMAIN|COMPUTERNAME|PSModulePath|__CF_USER_TEXT_ENCODING|DEVELOPER_DIR|SDKROOT)$/i;

export interface CleanEnvironment {
  readonly env: Record<string, string>;
  /** Names of what was left out; doors and the like are not told. */
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
    if ((isAllowed(name) && !holdsPassword(value)) || name === 'PATH') out[name] = value;
    else withheld.push(name);
  }
  return { env: { ...out, ...own }, withheld: withheld.filter((name) => !(name in own)).sort() };
}

function isAllowed(name: string): boolean {
  return ALLOWED.some((names) => names.test(name)) || ALLOWED_ELSEWHERE.test(name);
}

/** `scheme://user:password@host`, and `https://token@host`: no name is a promise that there is none in an address. */
function holdsPassword(value: string): boolean {
  return /:\/\/[^\s/@]*:[^\s/@]+@|:\/\/[\w-]{16,}@/.test(value);
}
