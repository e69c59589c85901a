// All that finds secrets beside Secretlint: our own rules for names and formats, those of gitleaks, and those for places.

import { groupFinding, keyLines, PLACEHOLDER, USERINFO, type Finding } from './finding';
import { findServiceTokens } from './gitleaks';
import { findSecretsByPlace } from './secret-positions';

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
  ['gitlab-token', /\bgl(?:ptt|rt|rtr|dt|cbt|soat|ft|imt|agent|oas|ffct)-[\w.-]{20,120}|\bGR1348941[\w-]{20}\b/g],
  ['mailgun-key', /\b(?:key-[0-9a-f]{32}|[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8})\b/g],
  ['mailchimp-key', /\b[0-9a-f]{32}-us\d{1,2}\b/g],
  ['discord-token', /\b[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,40}/g],
  ['notion-token', /\b(?:ntn_\w{30,60}|secret_[A-Za-z0-9]{43})\b/g],
  ['sentry-token', /\bsntry[su]_[\w+/=-]{30,400}/g],
  ['sentry-token', /https:\/\/([0-9a-f]{32})(?::[0-9a-f]{32})?@[\w.-]{1,80}\/\d/dg],
  ['postman-key', /\bPMA[KT]-[\w-]{24,100}/g],
  ['xai-key', /\bxai-[A-Za-z0-9]{30,120}/g],
  ['replicate-token', /\br8_[A-Za-z0-9]{30,50}\b/g],
  ['perplexity-key', /\bpplx-[A-Za-z0-9]{30,80}\b/g],
  ['groq-key', /\bgsk_[A-Za-z0-9]{30,80}\b/g],
  ['age-key', /\bAGE-SECRET-KEY-1[0-9A-Z]{50,70}/g],
  ['facebook-token', /\bEAA[A-Za-z0-9]{60,300}/g],
  ['square-token', /\b(?:EAAA[\w-]{50,70}|sq0[a-z]{3}-[\w-]{22,50})/g],
  ['new-relic-key', /\bNR(?:AK|II|JS|RA|SP|AA)-[\w-]{19,60}/g],
  ['rubygems-key', /\brubygems_[0-9a-f]{40,60}\b/g],
  ['atlassian-token', /\bAT(?:ATT|CTT|BB|ST|LA)\d?[A-Za-z0-9_=-]{24,300}/g],
  ['contentful-token', /\bCFPAT-[\w-]{40,60}/g],
  ['pulumi-token', /\bpul-[0-9a-f]{40}\b/g],
  ['supabase-key', /\b(?:sbp_[0-9a-f]{40}|sb_secret_[\w-]{20,60})\b/g],
  ['bearer', /\bbearer\s{1,4}(?=[A-Za-z._~+/=-]{0,500}\d)([A-Za-z0-9._~+/=-]{12,4000})/dgi],
  ['basic-auth', /\bauthorization["']?\s{0,4}[:=,]\s{0,4}["']?basic\s{1,4}([A-Za-z0-9+/]{8,400}={0,2})/dgi],
];

/** `https://‹token›@host`. */
const BARE_USERINFO = /\bhttps?:\/\/(?=[\w-]{0,100}\d)([\w-]{20,100})@/dg;

const NAME = String.raw`(password|passwd|passphrase|passwort|kennwort|contrase(?:n|ñ)a|(?<![A-Za-z]|by_|by-)(?:pass|pswd|psw|pw|mdp|senha)(?![A-Za-z])|pwd|secret|token|(?:api|access|secret|auth|encryption|signing|private|master|account|client|service|app|subscription|license)[_-]?key|apikey|credentials?)(?:[_-]?(?:access[_-]?key|key|value|str|string|b64|base64|text|hash|\d{1,3}))?`;
/** `name = "…"`, `"name": "…"`, `name: str = "…"`, `environ["NAME"] = "…"`, `name == "…"`. */
const QUOTED = new RegExp(
  String.raw`${NAME}["']?\s?\]?(?:\s{0,2}:\s{0,2}[\w.[\]| ]{1,40}(?==))?\s{0,8}(?:={1,3}|!==?|:=|=>|:)\s{0,8}[rbuf]{0,2}(["'\x60])((?:\\.|(?!\2)[^\\\n]){4,400})\2`,
  'gid',
);
/** The same with three quotes, which may stand in lines of their own. */
const TRIPLE_QUOTED = new RegExp(
  String.raw`${NAME}["']?\s?\]?(?:\s{0,2}:\s{0,2}[\w.[\]| ]{1,40}(?==))?\s{0,8}(?:={1,3}|!==?|:)\s{0,8}[rbuf]{0,2}("{3}|'{3})(?:\\?\r?\n[ \t]{0,40})?([^"'\r\n]{4,400})(?:\r?\n[ \t]{0,40})?\2`,
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

/** As `matchAll`, which copies the pattern for every text: that would be a third of a scan. Needs the flag `g` and a pattern that matches something. */
function matchesOf(text: string, pattern: RegExp): readonly RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) matches.push(match);
  return matches;
}

/** The secrets that our own rules see; they may overlap. */
export function findSecrets(text: string): Finding[] {
  const out: Finding[] = [];
  if (text === '') return out;
  for (const [kind, pattern] of FORMATS) for (const match of matchesOf(text, pattern)) out.push(...groupFinding(match, kind));
  if (text.includes('://')) {
    for (const match of matchesOf(text, USERINFO)) {
      const value = match[1] ?? '';
      if (value.length >= 3 && !isPlaceholder(value, 'pass')) out.push(...groupFinding(match, 'password'));
    }
    for (const match of matchesOf(text, BARE_USERINFO)) out.push(...groupFinding(match, 'token'));
  }
  for (const pattern of [QUOTED, TRIPLE_QUOTED, DEFAULTED]) {
    for (const match of matchesOf(text, pattern))
      if (isSecretValue(match[1] ?? '', match[3] ?? '')) out.push(...groupFinding(match, kindOf(match[1] ?? ''), 3));
  }
  for (const match of matchesOf(text, UNQUOTED))
    if (isUnquotedSecret(text, match)) out.push(...groupFinding(match, kindOf(match[1] ?? ''), 3));
  for (const match of matchesOf(text, OPTION)) {
    const value = match[2] ?? '';
    if (/[^A-Za-z]/.test(value) && !isPlaceholder(value, match[1] ?? '')) out.push(...groupFinding(match, kindOf(match[1] ?? ''), 2));
  }
  out.push(...keyBlocks(text), ...findServiceTokens(text), ...findSecretsByPlace(text));
  return out;
}

/** Names of what a person has chosen: whatever it looks like, it is one. */
const PASSWORD = /^(?:pass|kennw|contrase|psw|pw(?!d)|mdp|senha)/i;

function kindOf(name: string): string {
  if (PASSWORD.test(name) || /^pwd/i.test(name)) return 'password';
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

const LABEL =
  /pass|pwd|secret|token|login|log in|sign in|[.!?:…]$|\b(?:your|please|enter|must|should|required|invalid|wrong|incorrect|forgot|new|old|confirm|repeat|again|show|hide|change|reset|not|is|are|the|at least|characters?)\b|\$\{|[{}%<>]/i;

function isSecretValue(name: string, value: string): boolean {
  // A passphrase is several words; a label beside a field is, too, but speaks of what it asks for.
  if (PASSWORD.test(name) && /^\S+(?: \S+){1,12}$/.test(value)) return !LABEL.test(value);
  if (isPlaceholder(value, name)) return false;
  const mixed = /\d/.test(value) && /[A-Za-z]/.test(value);
  if (PASSWORD.test(name)) return /[^\W_]/.test(value);
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
  if (quoted) return PASSWORD.test(name) || /^pwd/i.test(name) ? /[A-Za-z0-9]{3}/.test(value) : value.length >= 8 && mixed;
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
  for (const match of matchesOf(text, KEY_BEGIN)) {
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
