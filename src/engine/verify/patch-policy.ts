// Whether a patch mends or only hides: what a careful reviewer would refuse in the text itself, whoever wrote it.
// Every patch of a source that can write anything (a model, a learned rule) passes here before it is proved.

import type { LanguageId, Problem } from '../problem';
import { separateComments, type CodeAndComments } from '../syntax/strip-comments';
import { editDistance } from '../syntax/edit-distance';
import { surplus } from '../syntax/surplus';

type ContentFaultKind = 'placeholder' | 'suppression' | 'stub' | 'invention' | 'dangerous' | 'deletion' | 'comments' | 'names' | 'size';

type Hidden = 'error' | 'type' | 'test';

export interface ContentFault {
  readonly kind: ContentFaultKind;
  /** `refuse`: never offered. `doubt`: may be right, so offered with low confidence and never applied unasked. */
  readonly weight: 'refuse' | 'doubt';
  /** What a suppression takes out of sight. */
  readonly hides?: Hidden;
  /** Of a dangerous one: what the program does then that it did not do before, after the words of a title: `writes a file`. */
  readonly does?: string;
  /** One sentence, fit for a person and as feedback to a model. */
  readonly message: string;
}

/** More added text than this is no fix of one problem. In UTF-16 units. */
const MAX_ADDED = 100_000;

interface Pattern extends ContentFault {
  readonly pattern: RegExp;
}

const hides = (pattern: RegExp, what: string, hidden: Hidden = 'error'): Pattern => ({
  pattern,
  kind: 'suppression',
  weight: 'refuse',
  hides: hidden,
  message: `It adds ${what}, which hides the error.`,
});
const mayHide = (pattern: RegExp, what: string): Pattern => ({
  pattern,
  kind: 'suppression',
  weight: 'doubt',
  message: `It adds ${what}, which may hide the error.`,
});
const stub = (pattern: RegExp, what: string, weight: ContentFault['weight'] = 'refuse'): Pattern => ({
  pattern,
  kind: 'stub',
  weight,
  message: `It adds ${what} instead of working code.`,
});

const BARE_DOTS = stub(/^[ \t]*\.\.\.[ \t]*$/gm, '"..."');
const danger = (pattern: RegExp, what: string, does: string): Pattern => ({
  pattern,
  kind: 'dangerous',
  weight: 'doubt',
  does,
  message: `It introduces ${what}.`,
});
const RUNS_TEXT = 'runs code from text';
const STARTS = 'starts a program';
const DELETES = 'deletes files';
const CONNECTS = 'goes to the network';
const WRITES = 'writes a file';
const UNCHECKED = 'trusts any certificate';
const GIVES_AWAY = 'hands on all environment variables';

const IN_COMMENTS: readonly Pattern[] = [
  hides(
    /\/\/\s*(?:nolint|NOLINT|NOSONAR|noinspection|lint:ignore)|#\s*(?:type:\s*ignore|noqa|pyright:\s*(?:ignore|basic)|pylint:\s*disable|mypy:\s*ignore|nosec|ruff:\s*noqa)/gi,
    'a comment that switches the checker off',
  ),
  hides(
    /@ts-(?:ignore|expect-error|nocheck)|(?:eslint|tslint|biome|oxlint)-(?:disable|ignore)|@flow-ignore|\$FlowFixMe/gi,
    'a comment that switches the checker off',
  ),
  stub(/\b(?:TODO|FIXME|XXX|HACK|TBD)\b/g, 'a TODO'),
  {
    pattern: /(?:^|[#/*\s])(?:\.{3}|…)\s*(?:\S.*)?$/gm,
    kind: 'placeholder',
    weight: 'refuse',
    message: 'It leaves code out behind "...".',
  },
  {
    pattern:
      /\b(?:rest of|remaining|existing|previous|unchanged|keep|same as)\b[^\n]*\b(?:code|unchanged|implementation|same|above|logic|function|class|file)\b/gi,
    kind: 'placeholder',
    weight: 'refuse',
    message: 'It leaves code out behind a comment.',
  },
];

const IN_PYTHON: readonly Pattern[] = [
  hides(/\bexcept\s*:/g, 'a bare except'),
  hides(/\bexcept\s*\(?\s*(?:Base)?Exception\b/g, 'an except that catches everything'),
  hides(/\bexcept\b[^:\n]*:\s*(?:\r?\n\s*)?(?:pass|\.\.\.)\s*$/gm, 'an except that swallows the error'),
  hides(/\bsuppress\s*\(/g, 'a suppression of exceptions'),
  hides(/\bwarnings\.(?:filterwarnings|simplefilter)\s*\(/g, 'a filter of warnings'),
  hides(/@(?:pytest\.mark\.(?:skip|xfail)|unittest\.(?:skip|expectedFailure))|\bpytest\.skip\s*\(/g, 'a skipped test', 'test'),
  mayHide(/\bsys\.exit\s*\(\s*0?\s*\)|\bos\._exit\s*\(/g, 'an exit'),
  mayHide(/(?:->|:)\s*(?:typing\.)?Any\b|\bcast\s*\(/g, 'a type that checks nothing'),
  stub(/\bNotImplementedError\b/g, 'a "not implemented"'),
  BARE_DOTS,
  stub(/\bpass\b/g, '"pass"', 'doubt'),
  stub(/^[ \t]*[\w.]+(?:[ \t]*:[^=\n]+)?[ \t]*=[ \t]*None[ \t]*$/gm, 'a None', 'doubt'),
  danger(/(?<![.\w])(?:eval|exec|__import__)\s*\(/g, 'code that is run from text', RUNS_TEXT),
  danger(/\bos\.(?:system|popen|exec\w*|spawn\w*)\s*\(|\bsubprocess\.\w+\s*\(|\bpty\.spawn\s*\(/g, 'the start of another program', STARTS),
  danger(/\bshutil\.rmtree\s*\(|\bos\.(?:remove|unlink|rmdir|removedirs)\s*\(|\.unlink\s*\(/g, 'the deletion of files', DELETES),
  danger(
    /\b(?:pickle|marshal|dill|shelve)\.(?:loads?|open)\s*\(|\byaml\.(?:unsafe_load|load)\s*\(/g,
    'unsafe loading of data',
    'loads data that can run code',
  ),
  danger(
    /(?<!\bin\s)\bos\.environ\b(?!\s*(?:\[|=|\.))|\bos\.environ\.(?:items|values|copy)\s*\(/g,
    'a use of all environment variables, keys among them',
    GIVES_AWAY,
  ),
  danger(/\bverify\s*=\s*False\b|_create_unverified_context|CERT_NONE/g, 'a connection without a check of certificates', UNCHECKED),
  danger(
    /\b(?:urllib\.request\.url\w+|urlopen|(?:requests|httpx)\.(?:get|post|put|patch|delete|head|request|stream|Session|Client|AsyncClient)|aiohttp\.ClientSession|http\.client\.\w+|socket\.(?:socket|create_connection|create_server)|smtplib\.\w+|ftplib\.\w+|telnetlib\.\w+)\s*\(/g,
    'network access',
    CONNECTS,
  ),
  danger(
    /\.(?:write_text|write_bytes)\s*\(|\bshutil\.(?:copy\w*|move|make_archive|unpack_archive)\s*\(|\bos\.(?:rename|renames|replace|truncate|symlink|link|chmod|chown|mkfifo)\s*\(/g,
    'the writing of files',
    WRITES,
  ),
];

const IN_SCRIPT: readonly Pattern[] = [
  hides(/\bas\s+any\b|\bas\s+unknown\s+as\b|<\s*any\s*>(?=\s*[\w$({[])/g, 'a cast that switches the type check off'),
  hides(/:\s*any\b/g, 'the type "any"', 'type'),
  hides(/\bcatch\s*(?:\([^)]*\))?\s*\{\s*\}/g, 'an empty catch'),
  hides(/\.catch\s*\(\s*(?:\([^)]*\)|\w+)\s*=>\s*(?:\{\s*\}|undefined|null)\s*\)/g, 'a catch that swallows the error'),
  hides(/\b(?:it|test|describe)\.skip\s*\(|\bx(?:it|describe)\s*\(/g, 'a skipped test', 'test'),
  mayHide(/\bprocess\.exit\s*\(\s*0?\s*\)/g, 'an exit'),
  mayHide(/[\w$)\]]!(?![=\w$])/g, 'a "!" that asserts without checking'),
  mayHide(/^(?![ \t]*(?:import|export)\b).*[\w$)\]}'"`][ \t]+as[ \t]+(?!const\b|any\b|unknown[ \t]+as\b)[\w${[(]/gm, 'a cast'),
  stub(/^[ \t]*\.\.\.[ \t]*;?[ \t]*$/gm, '"..."'),
  stub(
    /^[ \t]*(?:(?:const|let|var)[ \t]+)?[\w$.]+(?:[ \t]*:[^=\n]+)?[ \t]*=[ \t]*(?:null|undefined)[ \t]*;?[ \t]*$/gm,
    'an empty value',
    'doubt',
  ),
  danger(/(?<![.\w$])eval\s*\(|(?<![.\w$])Function\s*\(/g, 'code that is run from text', RUNS_TEXT),
  danger(
    /\b(?:execSync|spawnSync|execFile|execFileSync|child_process)\b|(?<![.\w$])(?:exec|spawn)\s*\(/g,
    'the start of another program',
    STARTS,
  ),
  danger(/\b(?:rmSync|rmdirSync|unlinkSync|rimraf)\s*\(|\bfs(?:\.promises)?\.(?:rm|rmdir|unlink)\s*\(/g, 'the deletion of files', DELETES),
  danger(/(?<!\}\s*=\s*)\bprocess\.env\b(?!\s*(?:\?\.|\.|\[))/g, 'a use of all environment variables, keys among them', GIVES_AWAY),
  danger(/\.(?:inner|outer)HTML\s*\+?=|\bdangerouslySetInnerHTML\b|\bdocument\.write\s*\(/g, 'unescaped HTML', 'writes unescaped HTML'),
  danger(/\brejectUnauthorized\s*:\s*false\b|\bNODE_TLS_REJECT_UNAUTHORIZED\b/g, 'a connection without a check of certificates', UNCHECKED),
  danger(
    /(?<![.\w$])fetch\s*\(|\bXMLHttpRequest\b|\bnew\s+(?:WebSocket|EventSource)\s*\(|\baxios\b\s*[.(]|\bhttps?\.(?:get|request|createServer)\s*\(|\bnet\.(?:connect|createConnection|createServer)\s*\(/g,
    'network access',
    CONNECTS,
  ),
  danger(
    /\b(?:writeFile|writeFileSync|appendFile|appendFileSync|createWriteStream|copyFile|copyFileSync|renameSync|truncateSync|chmodSync|symlinkSync)\s*\(|\bDeno\.write\w*\s*\(|\bBun\.write\s*\(/g,
    'the writing of files',
    WRITES,
  ),
];

/** Go, Rust, Java, C and their kin. */
const IN_OTHERS: readonly Pattern[] = [
  hides(/\bcatch\s*\([^)]*\)\s*\{\s*\}/g, 'an empty catch'),
  hides(/^[ \t]*#[ \t]*if[ \t]+(?:0|false)\b|#!?\[\s*cfg\s*\(\s*any\s*\(\s*\)/gm, 'a condition that switches code off'),
  hides(/#!?\[\s*(?:allow|expect)\s*\(/g, 'an attribute that switches the checker off'),
  hides(
    /@SuppressWarnings\b|#pragma\s+(?:warning\s*\(?\s*disable|GCC\s+diagnostic\s+ignored|clang\s+diagnostic\s+ignored)/g,
    'a mark that switches the checker off',
  ),
  hides(/\bt\.Skip(?:f|Now)?\s*\(|#\[\s*ignore\b|@(?:Disabled|Ignore)\b|\bGTEST_SKIP\s*\(/g, 'a skipped test', 'test'),
  mayHide(
    /\brecover\s*\(\s*\)|\bstd::panic::catch_unwind\b|\bcatch\s*\(\s*(?:\.\.\.|(?:final\s+)?(?:Exception|Throwable)\b)/g,
    'a catch of everything',
  ),
  mayHide(/(?:^|[;{])[ \t]*_[ \t]*(?:,[ \t]*_[ \t]*)*=[ \t]*\w/gm, 'a result that nobody looks at'),
  mayHide(/\b(?:os\.Exit|(?:std::)?process::exit|System\.exit|exit|Environment\.Exit)\s*\(\s*0?\s*\)/g, 'an exit'),
  mayHide(/\bunsafe\b|\bstd::mem::transmute\b|\breinterpret_cast\s*</g, 'code that nothing checks'),
  stub(/\b(?:todo|unimplemented)!\s*[([{]|\bnew\s+(?:UnsupportedOperation|NotImplemented)\w*\s*\(/g, 'a "not implemented"'),
  danger(
    /\bexec\.Command(?:Context)?\s*\(|\bos\.StartProcess\s*\(|\bsyscall\.Exec\s*\(|\bCommand::new\s*\(|\bgetRuntime\s*\(\s*\)\s*\.\s*exec\b|\bProcessBuilder\b|\bProcess\.Start\s*\(|(?<![.\w>])(?:system|popen|_popen|execl\w*|execv\w*|posix_spawn\w*|ShellExecute\w*|CreateProcess\w*)\s*\(/g,
    'the start of another program',
    STARTS,
  ),
  danger(
    /\bos\.(?:Remove|RemoveAll)\s*\(|\b(?:std::)?fs::remove_\w+\s*\(|\bFiles\.delete\w*\s*\(|\.delete(?:OnExit|Recursively)\s*\(|\b(?:File|Directory)\.Delete\s*\(|(?<![.\w>])(?:unlink|unlinkat|rmdir|remove)\s*\(|\bfilesystem::remove\w*\s*\(/g,
    'the deletion of files',
    DELETES,
  ),
  danger(
    /\bhttp\.(?:Get|Head|Post|PostForm|NewRequest\w*|ListenAndServe\w*)\s*\(|\bnet\.(?:Dial|Listen)\w*\s*\(|\b(?:TcpStream|UdpSocket|TcpListener|UnixStream)::\w+\s*\(|\b(?:reqwest|ureq|hyper)::|\bnew\s+(?:URL|Socket|ServerSocket|DatagramSocket|TcpClient|UdpClient|WebClient|HttpClient|HttpRequestMessage)\s*\(|\bHttpClient\.new|(?<![.\w>])(?:socket|connect|curl_easy_\w+|gethostbyname|getaddrinfo)\s*\(/g,
    'network access',
    CONNECTS,
  ),
  danger(
    /\bos\.(?:WriteFile|Create|CreateTemp|OpenFile|Rename|Truncate|Chmod|Symlink|Link)\s*\(|\bioutil\.WriteFile\s*\(|\b(?:std::)?fs::(?:write|copy|rename|hard_link|set_permissions)\s*\(|\bFile::create\w*\s*\(|\bOpenOptions::new\s*\(|\bFiles\.(?:write\w*|copy|move|newBufferedWriter|newOutputStream|createFile)\s*\(|\bnew\s+(?:FileWriter|FileOutputStream|PrintWriter|RandomAccessFile|StreamWriter)\s*\(|\bFile\.(?:Write\w*|Append\w*|Create\w*|Move|Copy)\s*\(|\b(?:std::)?(?:ofstream|fstream)\b/g,
    'the writing of files',
    WRITES,
  ),
  danger(
    /\bInsecureSkipVerify\s*:\s*true\b|\bdanger_accept_invalid_\w+\s*\(\s*true|\bServerCertificateValidationCallback\b|\bCURLOPT_SSL_VERIFY\w+/g,
    'a connection without a check of certificates',
    UNCHECKED,
  ),
];

/** Other doors to the same: what a model may write where a fixer never would. */
const ROUNDABOUT_PYTHON: readonly Pattern[] = [
  danger(
    /\bfrom\s+(?:subprocess|pty|pexpect|sh|multiprocessing)\s+import\b|\bfrom\s+os\s+import\b[^\n]*\b(?:system|popen|exec\w+|spawn\w+|fork|\*)|\b(?:subprocess|pty|os)\s+as\b|\bctypes\b|\bcreate_subprocess_\w+\s*\(/g,
    'the start of another program',
    STARTS,
  ),
  danger(
    /\bfrom\s+shutil\s+import\b[^\n]*\b(?:rmtree|\*)|\bfrom\s+os\s+import\b[^\n]*\b(?:remove|unlink|rmdir|removedirs)|\bshutil\s+as\b|\brmtree\s*\(|\.rmdir\s*\(/g,
    'the deletion of files',
    DELETES,
  ),
  danger(
    /\b(?:from|import)\s+(?:requests|httpx|aiohttp|urllib3?(?:\.request)?|socket|smtplib|ftplib|telnetlib|http\.client|paramiko|websockets?)\b|\b(?:asyncio\.)?open_connection\s*\(|\.(?:sendall|sendto)\s*\(/g,
    'network access',
    CONNECTS,
  ),
  danger(
    /\bimportlib\b|\bcompile\s*\(|\b__builtins__\b|\bbuiltins\b|\bgetattr\s*\(\s*(?:os|sys|subprocess|shutil|builtins|__builtins__)\b|\bglobals\s*\(\s*\)\s*\[|\brunpy\b|\b__subclasses__\b/g,
    'code that is run from text',
    RUNS_TEXT,
  ),
  danger(
    /\.(?:to_csv|to_json|to_pickle|to_sql|savetxt|tofile|touch|mkdir|makedirs|symlink_to|rename|replace_with)\s*\(|\b(?:json|pickle|yaml)\.dump\s*\(|\bos\.(?:mkdir|makedirs|open|write)\s*\(/g,
    'the writing of files',
    WRITES,
  ),
];
const ROUNDABOUT_SCRIPT: readonly Pattern[] = [
  danger(
    /(?<![.\w$])(?:execa|spawnSync|fork|zx)\s*\(|\bnew\s+Worker\s*\(|\bprocess\.binding\b|\bBun\.spawn\w*\s*\(|\bDeno\.(?:run|Command)\b/g,
    'the start of another program',
    STARTS,
  ),
  danger(/(?<![.\w$])(?:rm|rmdir|unlink|removeSync|emptyDir)\s*\(|\bDeno\.remove\w*\s*\(/g, 'the deletion of files', DELETES),
  danger(
    /\bsendBeacon\s*\(|\b(?:got|superagent|undici|ky)\b\s*[.(]|\bimportScripts\s*\(|\bhttp2\.connect\s*\(|\btls\.connect\s*\(|\bdgram\b/g,
    'network access',
    CONNECTS,
  ),
  danger(
    /\bsetTimeout\s*\(\s*["'`]|\bnew\s+vm\.|\bvm\.run\w+\s*\(|\b(?:globalThis|window|global)\s*\[|\.constructor\s*\(|\bimport\s*\(\s*[^"'`\s]/g,
    'code that is run from text',
    RUNS_TEXT,
  ),
  danger(/(?<![.\w$])(?:outputFile|writeJson|mkdir|mkdirSync|rename|cp|cpSync)\s*\(/g, 'the writing of files', WRITES),
];

const CODE_OF: Partial<Record<LanguageId, readonly Pattern[]>> = {
  python: IN_PYTHON,
  ...Object.fromEntries((['c', 'cpp', 'rust', 'go', 'java', 'csharp'] as const).map((language) => [language, IN_OTHERS])),
};

const invents = (pattern: RegExp, what: string): Pattern => ({
  pattern,
  kind: 'invention',
  weight: 'doubt',
  message: `It adds ${what} that nobody asked for.`,
});

/** Names that a tool makes up. */
const INVENTED: readonly Pattern[] = [invents(/(?<=[(,][ \t]*)(?:p|arg|param|args)\d+\b(?=[ \t]*[:,)=?])/g, 'a parameter')];

/** Where names of modules and commands hide in strings. */
const ANYWHERE: readonly Pattern[] = [
  danger(/\brm\s+-[a-z]*[rf]|\bdel\s+\/|\bmkfs\b|\bcurl\b[^\n]*\|\s*(?:ba)?sh\b/g, 'a destructive shell command', DELETES),
  danger(/(?<![.\w])open\s*\([^)\n]*,\s*(?:mode\s*=\s*)?["'][rbt]*[wax+][rbt+]*["']/g, 'the writing of files', WRITES),
  danger(/\.open\s*\(\s*(?:mode\s*=\s*)?["'][rbt]*[wax+][rbt+]*["']/g, 'the writing of files', WRITES),
  danger(/\bfopen\s*\([^)\n]*,\s*"[rbt]*[wax+][rbtwx+]*"/g, 'the writing of files', WRITES),
  danger(/\bopen(?:Sync)?\s*\([^)\n]*,\s*["'](?:w|wx|a|ax|as|r\+|w\+|a\+)["']/g, 'the writing of files', WRITES),
  danger(/["'](?:node:)?child_process["']/g, 'the start of another program', STARTS),
  stub(/\bnot (?:yet )?implemented\b/gi, 'a "not implemented"'),
];

/**
 * What is wrong with a patch by its text alone; empty where nothing is. Only what the patch brings in counts: each finding is
 * counted in both texts. Pure; linear in the texts. `deletionAsked`: the problem is that something is there, see `asksForDeletion`.
 * `file`: its name, where it is known.
 */
export function contentFaults(before: string, after: string, language: LanguageId, deletionAsked = false, file = ''): ContentFault[] {
  const old = separateComments(before, language);
  const now = separateComments(after, language);
  const faults = addedPatterns(before, after, old, now, language).filter((fault) => !isDeclared(fault, file));
  const gone = [...deletions(before, after, old, now), ...lostNames(old.code, now.code, language)];
  faults.push(...gone.map((fault): ContentFault => (deletionAsked ? { ...fault, weight: 'doubt' } : fault)));
  if (now.comments.length < old.comments.length) faults.push({ kind: 'comments', weight: 'refuse', message: 'It deletes a comment.' });
  if (after.length - before.length > MAX_ADDED)
    faults.push({ kind: 'size', weight: 'refuse', message: 'It adds far more text than one fix needs.' });
  return faults;
}

/** In a file of declarations `...` is all that a body has. */
const isDeclared = ({ message }: ContentFault, file: string): boolean => message === BARE_DOTS.message && /\.pyi$/i.test(file);

function addedPatterns(before: string, after: string, old: CodeAndComments, now: CodeAndComments, language: LanguageId): ContentFault[] {
  const faults: ContentFault[] = [];
  const search = (patterns: readonly Pattern[], a: string, b: string): void => {
    for (const { pattern, ...fault } of patterns) {
      if (count(pattern, b) > count(pattern, a) && !faults.some(({ message }) => message === fault.message)) faults.push(fault);
    }
  };
  search(IN_COMMENTS, old.comments.join('\n'), now.comments.join('\n'));
  search(CODE_OF[language] ?? IN_SCRIPT, old.code, now.code);
  search(INVENTED, old.code, now.code);
  search(ANYWHERE, before, after);
  return faults;
}

/** What of a patch a person should have seen before it is applied. */
export interface PatchReview {
  /** What the program does with it that it did not do before: `writes a file`. Never applied unasked. */
  readonly adds: readonly string[];
  /** It writes what its author has not thought of yet: a stub, a parameter, a declaration, a cast. To be chosen, never one among many. */
  readonly invents: boolean;
}

/** Titles under which editors write code of their own making. */
const DECLARES =
  /^(?:Declare |Add (?:missing |optional |missing optional )?(?:parameters?|declaration|function|method|property|properties|enum member|attributes?|index signature)\b|Add (?:index signature|definite assignment|'undefined' type|initializer)|Infer |Create |Generate |Define |Stub )/i;

/** Whether an editor's fix writes code of its own making, by its title. */
export function isMadeUp(title: string): boolean {
  return DECLARES.test(title);
}

/**
 * Looks at a patch of any source. `syntactic`: it mends what keeps the text from being parsed, where an empty block needs its `pass`.
 * Pure; linear in the texts.
 */
export function reviewPatch(
  before: string,
  after: string,
  language: LanguageId,
  {
    title,
    syntactic,
    tool,
    anything = false,
    file = '',
  }: {
    readonly title: string;
    readonly syntactic: boolean;
    /** An editor or a language service made it. */
    readonly tool: boolean;
    /** Its maker can write anything, a model for one: the less usual ways to run, delete, write and send are looked for, too. */
    readonly anything?: boolean;
    readonly file?: string;
  },
): PatchReview {
  const [old, now] = [separateComments(before, language), separateComments(after, language)];
  const faults: ContentFault[] = addedPatterns(before, after, old, now, language).filter((fault) => !isDeclared(fault, file));
  if (anything) {
    const patterns = language === 'python' ? ROUNDABOUT_PYTHON : CODE_OF[language] ? [] : ROUNDABOUT_SCRIPT;
    faults.push(...patterns.filter(({ pattern }) => count(pattern, now.code) > count(pattern, old.code)));
  }
  const isInvention = ({ kind, weight }: ContentFault): boolean =>
    (kind === 'suppression' || kind === 'stub' || kind === 'invention') && (weight === 'refuse' || !syntactic);
  return {
    adds: [
      ...new Set(
        faults.flatMap(({ does }) =>
          does && !isSpelling(before, after, does) && !(does === WRITES && isWrittenAlready(before, after, language)) ? [does] : [],
        ),
      ),
    ],
    invents: faults.some(isInvention) || (tool && isMadeUp(title)),
  };
}

const OPENED = /(?<![.\w])open\s*\(\s*([^,()\n]+?)\s*,\s*(?:mode\s*=\s*)?["']([rbt]*[wax+][rbt+]*)["']/g;

/** Whether all that is opened for writing was opened so before, by the same words and with the same mode: nothing else is lost. */
function isWrittenAlready(before: string, after: string, language: LanguageId): boolean {
  if (language !== 'python') return false;
  // For text or for bytes, the same file is written.
  const keyOf = (target: string, mode: string): string => `${target} ${mode.replace(/[bt]/g, '')}`;
  const known = new Set([...before.matchAll(OPENED)].map(([, target = '', mode = '']) => keyOf(target, mode)));
  if (known.size === 0) return false;
  const rest = (text: string): string =>
    text.replace(OPENED, (whole, target: string, mode: string) => (known.has(keyOf(target, mode)) ? 'known(' : whole));
  const [a, b] = [rest(before), rest(after)];
  return !addedPatterns(a, b, separateComments(a, language), separateComments(b, language), language).some(({ does }) => does === WRITES);
}

/** Whether the patch only spells right, or closes, what stood there: it does what its author wrote. What a file is opened for is never a slip. */
function isSpelling(before: string, after: string, does: string): boolean {
  if (does === WRITES && modesOf(after).length > 0 && modesOf(after).join() !== modesOf(before).join()) return false;
  const removed = moreLines(trimmedLines(before), trimmedLines(after)).join('\n');
  const names = (text: string): string[] => [...new Set(text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [])];
  const known = names(removed);
  const added = names(moreLines(trimmedLines(after), trimmedLines(before)).join('\n')).filter((name) => !known.includes(name));
  return (
    known.length > 0 && added.every((name) => known.some((other) => editDistance(name, other, { limit: 2 }) <= (name.length > 3 ? 2 : 1)))
  );
}

/** What files are opened for, by whatever misspelt function. */
const modesOf = (text: string): string[] => [...text.matchAll(/["']([rbt]*[wax+][rbt+]*|as|wx|ax)["']/g)].map((found) => found[1] ?? '');

/** Whether a problem says that something is not needed: then to delete it is a fix. */
export function asksForDeletion(problem: Pick<Problem, 'errorType' | 'message'>): boolean {
  return (
    /^(?:TS)?(?:6133|6138|6192|6196|6198|6199|6205|7027|7028)$|unused|unreachable|redundant|duplicate|^(?:F401|F811|F841|W0611|W0612)$/i.test(
      problem.errorType,
    ) ||
    /\b(?:never (?:used|read)|not accessed|imported but unused|unreachable code|is unused|duplicate identifier)\b/i.test(problem.message)
  );
}

function count(pattern: RegExp, text: string): number {
  return [...text.matchAll(pattern)].length;
}

const trimmedLines = (text: string): string[] => text.split(/\r\n|\r|\n/).map((line) => line.trim());

/** Lines (trimmed) that one text has more often than the other. */
const moreLines = (of: readonly string[], over: readonly string[]): string[] => surplus(of, over, (line) => line);

const IMPORT = /^(?:import\b|from\b.*\bimport\b|export\b.*\bfrom\b|(?:const|let|var)\b.*\brequire\s*\()/;
const CONFLICT = /^(?:<{7}|={7}|>{7})/;

function deletions(before: string, after: string, old: CodeAndComments, now: CodeAndComments): ContentFault[] {
  const codeLines = (text: string): string[] => trimmedLines(text).filter((line) => /[\p{L}_$]/u.test(line) && !CONFLICT.test(line));
  const nowCode = codeLines(now.code);
  const removed = moreLines(codeLines(old.code), nowCode);
  if (removed.length === 0) return [];
  // A comment that says what a removed line did, word for word, is that line switched off.
  const plain = (line: string): string =>
    line
      .replace(/^(?:#|\/\/|\/\*)+\s*/, '')
      .replace(/\s*\*\/$/, '')
      .trim();
  const gone = new Set(moreLines(trimmedLines(before), trimmedLines(after)).filter((line) => line !== ''));
  const newComments = moreLines(now.comments, old.comments).flatMap((comment) => trimmedLines(comment).map(plain));
  if (newComments.some((line) => gone.has(line) && codeLike(line)))
    return [{ kind: 'deletion', weight: 'refuse', message: 'It comments out the failing code.' }];

  const added = moreLines(nowCode, codeLines(old.code));
  if (added.length === 0) {
    const still = new Set(nowCode);
    const harmless = removed.every((line) => still.has(line) || IMPORT.test(line));
    return [
      harmless
        ? { kind: 'deletion', weight: 'doubt', message: 'It only deletes lines.' }
        : { kind: 'deletion', weight: 'refuse', message: 'It deletes the failing code instead of mending it.' },
    ];
  }
  if (removed.length >= 5 && added.length * 2 < removed.length)
    return [{ kind: 'deletion', weight: 'doubt', message: `It replaces ${removed.length} lines by ${added.length}.` }];
  return [];
}

/** Prose in a comment has no call, assignment or keyword of code. */
function codeLike(line: string): boolean {
  return /[=({[\].;]|^(?:return|raise|throw|import|from|del|assert|yield|await|break|continue)\b/.test(line);
}

function lostNames(before: string, after: string, language: LanguageId): ContentFault[] {
  const old = topLevelNames(before, language);
  const now = topLevelNames(after, language);
  // A name that has moved to another depth is still defined.
  const lost = [...old].filter((name) => !now.has(name) && !definedAnywhere(after, name));
  const gained = [...now].filter((name) => !old.has(name));
  if (lost.length === 0) return [];
  const named = lost
    .slice(0, 3)
    .map((name) => `'${name}'`)
    .join(', ');
  return lost.length > gained.length
    ? [{ kind: 'names', weight: 'refuse', message: `It deletes the definition of ${named}.` }]
    : [{ kind: 'names', weight: 'doubt', message: `It renames ${named}, which other files may use.` }];
}

function topLevelNames(code: string, language: LanguageId): Set<string> {
  const definition =
    language === 'python'
      ? /^(?:(?:async[ \t]+)?(?:def|class)[ \t]+([\p{L}_][\p{L}\p{N}_]*)|([\p{L}_][\p{L}\p{N}_]*)[ \t]*(?::[^=\n]+)?=(?!=))/gmu
      : /^(?:export[ \t]+)?(?:default[ \t]+)?(?:declare[ \t]+)?(?:abstract[ \t]+)?(?:async[ \t]+)?(?:function[ \t]*\*?|class|const|let|var|interface|type|enum|namespace)[ \t]+([\p{L}_$][\p{L}\p{N}_$]*)/gmu;
  return new Set([...code.matchAll(definition)].map((match) => match[1] ?? match[2] ?? ''));
}

function definedAnywhere(code: string, name: string): boolean {
  const word = name.replaceAll('$', '\\$');
  return new RegExp(
    `(?:\\b(?:def|class|function|const|let|var|interface|type|enum|namespace)[ \\t]+|^[ \\t]*)${word}(?![\\p{L}\\p{N}_$])[ \\t]*(?:[(:<=]|$)`,
    'mu',
  ).test(code);
}
