// Takes secrets out of text before it reaches a disk or a network. Secretlint's rules and our own; if a scan fails, there
// is no text: a caller can only get redacted text or a reason why there is none.

/** What stands where a secret was; the same for every secret of a kind, so redacting twice changes nothing. */
const PLACEHOLDER = /‹redacted:[a-z0-9-]+›/g;
/** UTF-16 units; longer texts are refused, so that no pattern runs long. */
export const MAX_REDACTED_LENGTH = 256_000;
/** Texts are scanned together up to this many UTF-16 units: one scan has a fixed cost of its own. */
const BATCH_LENGTH = 256_000;
/** Between two texts of a batch. Secretlint's patterns don't cross it, but see `scanBatch`. */
const GAP = '\n\u0000\n';
/** A found secret at least this long is also replaced where it stands bare in the group's other texts. */
const LITERAL_LENGTH = 8;

/** A secret in a text: offsets in UTF-16 units, end exclusive. */
export interface Finding {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
}

export type Scan = (text: string) => Promise<readonly Finding[]>;

export interface NotRedacted {
  readonly ok: false;
  readonly reason: 'too-long' | 'scan-failed';
  /** One clear sentence. */
  readonly message: string;
}

/** `count`: different secrets replaced. */
export type Redacted = { readonly ok: true; readonly text: string; readonly count: number } | NotRedacted;
export type RedactedGroup = { readonly ok: true; readonly texts: readonly string[]; readonly count: number } | NotRedacted;

/** One text without its secrets. */
export async function redact(text: string, scan: Scan = secretlintScan): Promise<Redacted> {
  const group = await redactTogether([text], scan);
  return group.ok ? { ok: true, text: group.texts[0] ?? '', count: group.count } : group;
}

/** Texts that belong together: a secret known from one of them is taken out of all. Fails as a whole. */
export async function redactTogether(texts: readonly string[], scan: Scan = secretlintScan): Promise<RedactedGroup> {
  const [group] = await redactGroups([texts], scan);
  return group ?? { ok: true, texts: [], count: 0 };
}

/** Many groups in few scans; one result a group, in order. A group whose scan fails doesn't spoil the others. */
export async function redactGroups(groups: readonly (readonly string[])[], scan: Scan = secretlintScan): Promise<RedactedGroup[]> {
  const results: RedactedGroup[] = [];
  let batch: (readonly string[])[] = [];
  let length = 0;
  const flush = async (): Promise<void> => {
    if (batch.length > 0) results.push(...(await redactBatch(batch, scan)));
    batch = [];
    length = 0;
  };
  for (const group of groups) {
    const size = group.reduce((sum, text) => sum + text.length + GAP.length, 0);
    if (length > 0 && length + size > BATCH_LENGTH) {
      await flush();
      // A scan never waits for anything: without this the process would answer nobody until all are done.
      await new Promise((resolve) => setImmediate(resolve));
    }
    batch.push(group);
    length += size;
  }
  await flush();
  return results;
}

async function redactBatch(groups: readonly (readonly string[])[], scan: Scan): Promise<RedactedGroup[]> {
  const tooLong = (group: readonly string[]): boolean => group.some((text) => text.length > MAX_REDACTED_LENGTH);
  const texts = groups.flatMap((group) => (tooLong(group) ? [] : group));
  const found = await scanBatch(texts, scan);
  let at = 0;
  return groups.map((group): RedactedGroup => {
    if (tooLong(group)) return { ok: false, reason: 'too-long', message: 'The text is too long to be searched for secrets.' };
    const findings = found.slice(at, (at += group.length));
    try {
      if (findings.some((list) => list === undefined)) throw new Error('not scanned');
      return replaceAll(
        group,
        group.map((text, i) => [...ownFindings(text), ...(findings[i] ?? [])]),
      );
    } catch {
      return { ok: false, reason: 'scan-failed', message: 'The search for secrets failed, so the text was held back.' };
    }
  });
}

/** Findings of every text; undefined for a text whose scan failed. */
async function scanBatch(texts: readonly string[], scan: Scan): Promise<(readonly Finding[] | undefined)[]> {
  const alone = async (text: string): Promise<readonly Finding[] | undefined> => {
    try {
      return await scan(text);
    } catch {
      return undefined;
    }
  };
  if (texts.length === 1) return [await alone(texts[0] ?? '')];
  const starts: number[] = [];
  let length = 0;
  for (const text of texts) {
    starts.push(length);
    length += text.length + GAP.length;
  }
  const whole = await alone(texts.join(GAP));
  const out: (readonly Finding[] | undefined)[] = [];
  for (const [i, text] of texts.entries()) {
    const start = starts[i] ?? 0;
    const end = start + text.length;
    const mine = whole?.filter((finding) => finding.start < end && finding.end > start);
    // A finding over a border would depend on the neighbours: such a text is scanned again by itself.
    const clean = mine?.every((finding) => finding.start >= start && finding.end <= end);
    out.push(mine && clean ? mine.map((f) => ({ kind: f.kind, start: f.start - start, end: f.end - start })) : await alone(text));
  }
  return out;
}

function replaceAll(texts: readonly string[], findings: readonly (readonly Finding[])[]): RedactedGroup {
  const secrets = new Map<string, string>();
  const real = texts.map((text, i) => merged(findings[i] ?? []).flatMap((finding) => outsidePlaceholders(text, finding)));
  for (const [i, text] of texts.entries()) {
    for (const { start, end, kind } of real[i] ?? []) if (!secrets.has(text.slice(start, end))) secrets.set(text.slice(start, end), kind);
  }
  let out = texts.map((text, i) => replaceFindings(text, real[i] ?? []));
  for (const [value, kind] of [...secrets].sort((a, b) => b[0].length - a[0].length)) {
    // A plain word may stand elsewhere as itself: a function's name, a sentence.
    if (value.length < LITERAL_LENGTH || /^[A-Za-z_]*$/.test(value) || value.includes('\n')) continue;
    out = out.map((text) =>
      text.includes(value) ? text.replace(new RegExp(`(?<!\\w)${escaped(value)}(?!\\w)`, 'g'), `‹redacted:${kind}›`) : text,
    );
  }
  return { ok: true, texts: out, count: secrets.size };
}

const escaped = (text: string): string => text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');

/** What of a finding is not redacted already. */
function outsidePlaceholders(text: string, finding: Finding): Finding[] {
  const from = Math.max(0, text.lastIndexOf('‹redacted:', finding.start));
  const out: Finding[] = [];
  let start = finding.start;
  for (const match of text.slice(from, finding.end + 60).matchAll(PLACEHOLDER)) {
    const [open, close] = [from + match.index, from + match.index + match[0].length];
    if (close <= start) continue;
    if (open >= finding.end) break;
    if (open > start) out.push({ ...finding, start, end: open });
    start = close;
  }
  if (start < finding.end) out.push({ ...finding, start });
  return out;
}

function merged(findings: readonly Finding[]): Finding[] {
  const out: Finding[] = [];
  for (const finding of [...findings].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = out.at(-1);
    if (last && finding.start < last.end) out[out.length - 1] = { ...last, end: Math.max(last.end, finding.end) };
    else if (finding.end > finding.start) out.push(finding);
  }
  return out;
}

function replaceFindings(text: string, findings: readonly Finding[]): string {
  let out = '';
  let at = 0;
  for (const finding of findings) {
    const value = text.slice(finding.start, finding.end);
    // Line ends stay, so that line numbers and hunks still fit.
    out += `${text.slice(at, finding.start)}‹redacted:${finding.kind}›${value.replace(/[^\r\n]/g, '')}`;
    at = finding.end;
  }
  return out + text.slice(at);
}

// --- Secretlint ---

const PRESET = '@secretlint/secretlint-rule-preset-recommend';
const RULE = '@secretlint/secretlint-rule-';
const KINDS: Readonly<Record<string, string>> = {
  aws: 'aws-key',
  github: 'github-token',
  gitlab: 'gitlab-token',
  slack: 'slack-token',
  privatekey: 'private-key',
  basicauth: 'password',
  'database-connection-string': 'password',
  openai: 'api-key',
  anthropic: 'api-key',
  stripe: 'stripe-key',
  npm: 'npm-token',
  huggingface: 'huggingface-token',
  sendgrid: 'sendgrid-key',
};

/** Loaded at the first scan: most sessions of the server never need it at their start. */
let linter: Promise<(text: string) => Promise<readonly Finding[]>> | undefined;

const secretlintScan: Scan = async (text) => (await (linter ??= loadSecretlint()))(text);

async function loadSecretlint(): Promise<(text: string) => Promise<readonly Finding[]>> {
  const [{ lintSource }, { creator }, { secretLintProfiler }] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/secretlint-rule-preset-recommend'),
    import('@secretlint/profiler'),
  ]);
  // It would leave a performance mark for every rule and text in a process that runs for days.
  secretLintProfiler.setEnabled(false);
  const rules = [
    { id: `${RULE}aws`, options: { enableIDScanRule: true } },
    // Otherwise a comment in the text could switch the scan off.
    { id: `${RULE}filter-comments`, disabled: true },
  ];
  return async (content) => {
    const result = await lintSource({
      // The name switches the rule for npm's `_authToken` on.
      source: { content, filePath: 'text.npmrc', contentType: 'text' },
      options: { config: { rules: [{ id: PRESET, rule: creator, rules }] }, noPhysicFilePath: true },
    });
    return result.messages.flatMap((message) => {
      // An account number is no secret, and a twelve-digit number is often none either.
      if (message.messageId === 'AWSAccountID') return [];
      const [start, end] = located(content, message.range, message.data);
      const name = message.ruleId.slice(RULE.length);
      return narrowed(content, { start, end, kind: KINDS[name] ?? name.replace(/[^a-z0-9]+/g, '-') });
    });
  };
}

/** Some rules name the right secret but give the range of what stands before it: then it is looked up behind that start. */
function located(text: string, [start, end]: readonly [number, number], data: object | undefined): readonly [number, number] {
  const found = text.slice(start, end);
  const values = Object.values(data ?? {}).filter((value): value is string => typeof value === 'string' && value.length >= 8);
  if (values.length === 0 || values.includes(found)) return [start, end];
  for (const value of values) {
    const at = text.indexOf(value, start);
    if (at >= 0 && at < start + 300) return [at, at + value.length];
  }
  return [start, end];
}

/** Secretlint marks whole URLs and key blocks; only the secret in them goes, the code around it stays. */
function narrowed(text: string, finding: Finding): Finding[] {
  const value = text.slice(finding.start, finding.end);
  if (finding.kind === 'private-key') return keyLines(value, finding.start, 4);
  if (!value.includes('://')) return [finding];
  const inner = [...value.matchAll(USERINFO)].flatMap((match) => groupFinding(match, 'password'));
  return inner.length === 0 ? [finding] : inner.map((f) => ({ ...f, start: f.start + finding.start, end: f.end + finding.start }));
}

// --- Our own rules: what Secretlint misses or is too strict about ---

/** Where a pattern has a group, that is the secret; else the whole match is. */
const FORMATS: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['aws-key', /\b(?:AKIA|ASIA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA)[A-Z0-9]{16}\b/g],
  ['api-key', /\bsk-(?=[A-Za-z_-]{0,250}\d)[A-Za-z0-9_-]{20,250}/g],
  ['github-token', /\bgh[pousr]_[A-Za-z0-9]{30,250}|\bgithub_pat_\w{30,250}/g],
  ['gitlab-token', /\bglpat-[\w-]{20,100}/g],
  ['npm-token', /\bnpm_[A-Za-z0-9]{30,100}/g],
  ['slack-token', /\bxox[abeoprs]-(?=[A-Za-z_-]{0,250}\d)[\w-]{10,250}/g],
  ['stripe-key', /\b(?:[rs]k_(?:live|test)_[A-Za-z0-9]{10,250}|whsec_[A-Za-z0-9+/=]{24,100})/g],
  ['google-key', /\bAIza[\w-]{35}|\bGOCSPX-[\w-]{20,60}|\bya29\.[\w-]{20,500}/g],
  ['jwt', /\beyJ[\w-]{8,4000}\.eyJ[\w-]{8,8000}\.[\w-]{8,2000}/g],
  ['huggingface-token', /\bhf_[A-Za-z0-9]{30,60}\b/g],
  ['pypi-token', /\bpypi-[\w-]{50,500}/g],
  ['azure-key', /\b(?:AccountKey|SharedAccessKey|SharedSecretValue)=([A-Za-z0-9+/]{20,200}={0,2})/dg],
  ['azure-key', /[?&;]sig=([A-Za-z0-9%+/_-]{30,200}(?:=|%3D){0,2})/dg],
  ['azure-key', /[\w.-]{3}[78]Q~[\w~.-]{31,34}/g],
  ['sendgrid-key', /\bSG\.[\w-]{16,64}\.[\w-]{16,100}/g],
  ['twilio-key', /\bSK[0-9a-f]{32}\b/g],
  ['telegram-token', /\b\d{8,10}:AA[\w-]{33}\b/g],
  ['digitalocean-token', /\bdo[opr]_v1_[a-f0-9]{64}\b/g],
  [
    'webhook',
    /\bhttps:\/\/(?:hooks\.slack\.com\/(?:services|workflows)|(?:ptb\.|canary\.)?discord(?:app)?\.com\/api\/webhooks)\/([\w/-]{16,200})/dg,
  ],
  ['bearer', /\bbearer\s{1,4}(?=[A-Za-z._~+/=-]{0,500}\d)([A-Za-z0-9._~+/=-]{12,4000})/dgi],
  ['basic-auth', /\bauthorization["']?\s{0,4}[:=,]\s{0,4}["']?basic\s{1,4}([A-Za-z0-9+/]{8,400}={0,2})/dgi],
];

const USERINFO = /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/"'`<>(){}$%]{0,100}:([^\s/"'`<>]{1,200})@/dgi;
/** `https://‹token›@host`. */
const BARE_USERINFO = /\bhttps?:\/\/(?=[\w-]{0,100}\d)([\w-]{20,100})@/dg;

const NAME = String.raw`(password|passwd|passphrase|pwd|secret|token|(?:api|access|secret|auth|encryption|signing|private|master|account|client|service|app|subscription|license)[_-]?key|apikey|credentials?)(?:[_-]?(?:access[_-]?key|key|value|str|string|b64|base64|text|hash|\d{1,3}))?`;
/** `name = "…"`, `"name": "…"`, `name: str = "…"`, `environ["NAME"] = "…"`, `name == "…"`. */
const QUOTED = new RegExp(
  String.raw`${NAME}["']?\s?\]?(?:\s{0,2}:\s{0,2}[\w.[\]| ]{1,40}(?==))?\s{0,8}(?:={1,3}|!==?|:=|=>|:)\s{0,8}[rbuf]{0,2}(["'\x60])((?:\\.|(?!\2)[^\\\n]){4,400})\2`,
  'gid',
);
/** `getenv("NAME", "…")`. */
const DEFAULTED = new RegExp(
  String.raw`(?:getenv|environ\.get|environ\.setdefault|setenv)\(\s{0,8}["']\w{0,60}?${NAME}["']\s{0,4},\s{0,8}(["'])((?:\\.|(?!\2)[^\\\n]){4,400})\2`,
  'gid',
);
/** `name=…` and `name: …` without quotes of their own: in connection strings, command lines, messages, .env text. */
const UNQUOTED = new RegExp(String.raw`${NAME}(=|:[ \t]{1,4})([^\s"'\x60,;&(){}[\]<>]{4,200})`, 'gid');
const OPTION = new RegExp(String.raw`--[\w-]{0,30}?${NAME}[ \t]{1,4}([^\s"'\x60,;(){}[\]<>-][^\s"'\x60,;(){}[\]<>]{3,200})`, 'gid');

function ownFindings(text: string): Finding[] {
  const out: Finding[] = [];
  for (const [kind, pattern] of FORMATS) for (const match of text.matchAll(pattern)) out.push(...groupFinding(match, kind));
  if (text.includes('://')) {
    for (const match of text.matchAll(USERINFO)) {
      const value = match[1] ?? '';
      if (value.length >= 3 && !isPlaceholder(value, 'pass')) out.push(...groupFinding(match, 'password'));
    }
    for (const match of text.matchAll(BARE_USERINFO)) out.push(...groupFinding(match, 'token'));
  }
  for (const pattern of [QUOTED, DEFAULTED]) {
    for (const match of text.matchAll(pattern))
      if (isSecretValue(match[1] ?? '', match[3] ?? '')) out.push(...groupFinding(match, kindOf(match[1] ?? ''), 3));
  }
  for (const match of text.matchAll(UNQUOTED))
    if (isUnquotedSecret(text, match)) out.push(...groupFinding(match, kindOf(match[1] ?? ''), 3));
  for (const match of text.matchAll(OPTION)) {
    const value = match[2] ?? '';
    if (/[^A-Za-z]/.test(value) && !isPlaceholder(value, match[1] ?? '')) out.push(...groupFinding(match, kindOf(match[1] ?? ''), 2));
  }
  out.push(...keyBlocks(text));
  return out;
}

function groupFinding(match: RegExpExecArray, kind: string, group = 1): Finding[] {
  const range = match.indices?.[group];
  return [range ? { start: range[0], end: range[1], kind } : { start: match.index, end: match.index + match[0].length, kind }];
}

function kindOf(name: string): string {
  if (/^(passw|passp|pwd)/i.test(name)) return 'password';
  return /key$/i.test(name) ? 'key' : /^tok/i.test(name) ? 'token' : 'secret';
}

/** A string that stands for a secret, rather than being one: a label, a template, a name, a path. */
function isPlaceholder(value: string, name: string): boolean {
  if (value.replace(PLACEHOLDER, '') === '' || /\s/.test(value)) return true;
  if (/^(.)\1*$/.test(value) || /^(?:\/|\.{1,2}\/|~\/|[a-z]+:\/\/|[A-Za-z]:\\)/.test(value)) return true;
  if (/\$\{|\{\{|^\$[A-Z_]+$|^\$\(|^%?\{\w*\}|^<[^<>]*>$|^%(?:\(\w+\))?[sdr]|^%[A-Z_]+%$|^\{[^{}]*\}$|[\[{]\w+[\]}]$/.test(value))
    return true;
  // A plain word or chain of words that names the thing: `password`, `user_password`, `SecretToken`.
  if (/^[A-Za-z_.:-]+$/.test(value) && new RegExp(`pass|pwd|secret|token|key|credential|${name}`, 'i').test(value)) return true;
  return /^(?:your|example|sample|placeholder|none|null|true|false|undefined|string|hidden|required|optional|bearer|basic|urn:|empty|unknown|missing|invalid)/i.test(
    value,
  );
}

function isSecretValue(name: string, value: string): boolean {
  if (isPlaceholder(value, name)) return false;
  const mixed = /\d/.test(value) && /[A-Za-z]/.test(value);
  if (/^(?:passw|passp)/i.test(name)) return /[^\W_]/.test(value);
  if (/^(?:pwd|secret$)/i.test(name))
    return mixed || /[^\w.:-]/.test(value) ? /[^\W_]{3}/.test(value) : value.length >= 12 && !/[_.]/.test(value);
  return value.length >= 8 && (mixed || (value.length >= 24 && /[a-z]/.test(value) && /[A-Z]/.test(value) && !/[_.]/.test(value)));
}

function isUnquotedSecret(text: string, match: RegExpExecArray): boolean {
  const option = /--[\w-]{0,30}$/.test(text.slice(Math.max(0, match.index - 32), match.index));
  const name = match[1] ?? '';
  const value = (match[3] ?? '').replace(/[.:\\]+$/, '');
  if (value.length < 4 || isPlaceholder(value, name)) return false;
  if (option) return true;
  const mixed = /\d/.test(value) && /[A-Za-z]/.test(value);
  const identifier = /^[A-Za-z_$][\w.$?]*$/.test(value);
  const quoted = insideString(text, match.index);
  if (match[2] !== '=')
    return (
      value.length >= 8 &&
      mixed &&
      !/^[A-Z\d]+(?:_[A-Z\d]+)+$/.test(value) &&
      !/^[A-Z][A-Za-z]*\d+[A-Za-z]*$/.test(value) &&
      (!identifier || quoted || /^\w+$/.test(value))
    );
  if (quoted) return /^(?:passw|passp|pwd)/i.test(name) ? /[A-Za-z0-9]{3}/.test(value) : value.length >= 8 && mixed;
  if (identifier) return mixed && value.length >= 8 && name === name.toUpperCase() && !/^[A-Z\d]+(?:[_.][A-Z\d]+)+$/.test(value);
  return mixed && value.length >= 6 && !/^\d[\d_.]*[a-z]?$/i.test(value) && !/[*+/|%^=]\w*$|^[-+~!]/.test(value);
}

/** Whether an offset of a line is inside a string literal or a comment, as far as the line itself tells. */
function insideString(text: string, offset: number): boolean {
  const from = Math.max(text.lastIndexOf('\n', offset - 1) + 1, offset - 2000);
  let quote = '';
  for (let i = from; i < offset; i++) {
    const c = text[i] ?? '';
    if (c === '\\') i++;
    else if (quote) quote = c === quote ? '' : quote;
    else if (c === '"' || c === "'" || c === '`') quote = c;
    else if (c === '#' || (c === '/' && text[i + 1] === '/')) return true;
  }
  return quote !== '';
}

const KEY_BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const KEY_LENGTH = 20_000;

function keyBlocks(text: string): Finding[] {
  const out: Finding[] = [];
  let done = 0;
  for (const match of text.matchAll(KEY_BEGIN)) {
    const start = match.index + match[0].length;
    if (start < done) continue;
    const rest = text.slice(start, start + KEY_LENGTH);
    const end = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/.exec(rest)?.index;
    done = start + (end ?? rest.length);
    // A block cut off in the middle still gives its lines away; without its end only what can't be a word is taken.
    out.push(...(end === undefined ? keyLines(rest, start, 40) : keyLines(rest.slice(0, end), start, 4)));
  }
  return out;
}

/** The base64 of a key, run by run: quotes, `\n` escapes, indentation and line ends around it stay. */
function keyLines(block: string, offset: number, least: number): Finding[] {
  const runs = new RegExp(String.raw`-----[A-Z0-9 ]+-----|(?:\\[nrt])+|([A-Za-z0-9+/=]{${least},})`, 'g');
  return [...block.matchAll(runs)].flatMap((match) =>
    match[1] === undefined ? [] : [{ start: offset + match.index, end: offset + match.index + match[1].length, kind: 'private-key' }],
  );
}
