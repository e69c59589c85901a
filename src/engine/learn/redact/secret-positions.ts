// Secrets told by where they stand and not by their name or form: arguments of a login, options of programs, sentences.

import { entropyOf, groupFinding, type Finding } from './finding';

const TEXT = String.raw`[rbu]{0,2}(["'\x60])((?:\\.|(?!\Q)[^\\\n]){3,200})\Q`;
/** A string literal as two groups: its quote, which is group `quote`, and what stands in it. */
const literal = (quote: number): string => TEXT.replaceAll('\\Q', `\\${quote}`);
/** Between the words of a command line, be it one text or a list of texts. */
const NEXT = String.raw`(?:["'],\s{0,20}["']|[ \t]{1,4})`;
/** One word of a command line. */
const WORD = String.raw`[^\s"'\x60,;|&<>()$]`;
/** A command and what stands before the option: at most so many words. */
const before = (program: string): string => String.raw`\b(?:${program})(?:\.exe)?(?:${NEXT}${WORD}{1,60}){0,6}?${NEXT}`;

interface Place {
  readonly kind: string;
  /** The flags `d` and `g`; the secret is group `group`. */
  readonly pattern: RegExp;
  readonly group: number;
}

const place = (kind: string, source: string, group: number, flags = 'dgi'): Place => ({ kind, pattern: new RegExp(source, flags), group });

const PLACES: readonly Place[] = [
  // login("admin", "…"), auth=("user", "…"), authenticate(user, "…"), ftp.login(user="…", "…")
  place(
    'password',
    String.raw`\b(?:log_?in|sign_?in|sign_?on|authenticate|(?:http_?)?(?:basic|digest)_?auth\w{0,12}|credentials?|logon|auth)["']?\s{0,4}(?:[:=]\s{0,4}){0,2}[([]\s{0,8}(?:[\w.]{1,40}\s{0,4}=\s{0,4})?(?:${literal(1)}|[\w.]{1,60})\s{0,4},\s{0,8}(?:[\w.]{1,40}\s{0,4}=\s{0,4})?${literal(3)}`,
    4,
  ),
  // set_password("…"), checkPassword('…')
  place(
    'password',
    String.raw`\b\w{0,20}(?:set|check|verify|change|reset|hash|encrypt)_?(?:password|passwd|pw|passphrase)\(\s{0,8}${literal(1)}`,
    2,
  ),
  // password = b64decode("…"), atob("…")
  place(
    'password',
    String.raw`(?:passw\w{0,20}|passphrase|secret|token|api_?key|pw|pwd)["']?\s{0,4}\]?\s{0,4}[:=]\s{0,4}[\w.]{0,40}(?:b64decode|base64_decode|a2b_base64|atob|Buffer\.from|decodestring)\(\s{0,4}${literal(1)}`,
    2,
  ),
  place(
    'password',
    `${before('curl|wget|http|https|xh')}(?:-u|--user|--proxy-user|-a|--auth)(?:=|${NEXT})?["']?${WORD}{1,60}?:(${WORD}{3,200})`,
    1,
    'dg',
  ),
  place(
    'password',
    `${before('sshpass|(?:docker|podman|az|helm registry|buildah|skopeo|oc)(?: |["\'],\\s{0,20}["\'])login')}-p${NEXT}?["']?(${WORD}{3,200})`,
    1,
    'dg',
  ),
  place(
    'password',
    `${before('mysql|mysqldump|mysqladmin|mysqlimport|mariadb|mariadb-dump|mongo|mongosh|mongodump|influx')}-p["']?(${WORD}{3,200})`,
    1,
    'dg',
  ),
  place('password', `${before('mongo|mongosh|mongodump|influx')}-p${NEXT}(${WORD}{3,200})`, 1, 'dg'),
  place('password', `${before('redis-cli')}(?:-a|--pass)${NEXT}(${WORD}{3,200})`, 1, 'dg'),
  place('password', `${before('ldapsearch|ldapadd|ldapmodify|ldapwhoami')}-w${NEXT}?(${WORD}{3,200})`, 1, 'dg'),
  place('password', `${before('smbclient|rpcclient|mount\\.cifs|net')}(?:-U|--user)(?:=|${NEXT})${WORD}{1,60}?%(${WORD}{3,200})`, 1, 'dg'),
  place('password', String.raw`-pass(?:in|out)?["']?[\s,=]{1,4}["']?pass:(${WORD}{3,200})`, 1, 'dg'),
  place('password', `${before('htpasswd')}-\\w{0,4}b\\w{0,4}(?:${NEXT}${WORD}{1,60}){2}${NEXT}(${WORD}{3,200})`, 1, 'dg'),
  // "The password is …", told from "the password is wrong" by what follows.
  place(
    'password',
    String.raw`\b(?:pass(?:word|phrase|wd|code)|pwd|pin|passwort|kennwort|secret|token|api[ -]?key)\s{1,3}(?:(?:for|of)\s{1,3}[\w.@-]{1,40}\s{1,3})?(?:is|was|ist|=|:|to):?\s{1,3}(?:now\s{1,3})?["'\x60]?([^\s"'\x60,;()<>]{4,200})`,
    1,
  ),
  // twilio.Client("AC…", "…")
  place('twilio-key', String.raw`\bAC[0-9a-f]{32}\b[\s\S]{1,120}?(?<![0-9a-z])([0-9a-f]{32})(?![0-9a-z])`, 1, 'dg'),
];

/** The second half of an access key of AWS, wherever it stands near the first. */
const AWS_ID = /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g;
const AWS_SECRET = /(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/dg;
const NEAR = 400;
/** A literal of nothing but letters, digits and the signs of base64. */
const OPAQUE = /(["'\x60])([A-Za-z0-9_+/-]{32,200}={0,2})\1/dg;

/** Secrets by their place; they may overlap. */
export function findSecretsByPlace(text: string): Finding[] {
  const found = PLACES.flatMap(({ kind, pattern, group }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const value = match[group] ?? '';
      return isValue(value, kind, match[0]) ? groupFinding(match, kind, group) : [];
    }),
  );
  for (const id of text.matchAll(AWS_ID)) {
    const from = Math.max(0, id.index - NEAR);
    for (const match of text.slice(from, id.index + NEAR).matchAll(AWS_SECRET))
      if (entropyOf(match[0]) > 4 && !/^[\da-f]+$/i.test(match[0]))
        found.push({ start: from + match.index, end: from + match.index + match[0].length, kind: 'aws-key' });
  }
  for (const match of text.matchAll(OPAQUE)) if (isThrown(match[2] ?? '')) found.push(...groupFinding(match, 'opaque', 2));
  return found;
}

/** Not a variable, a template, a word that says what belongs there, or prose. */
function isValue(value: string, kind: string, whole: string): boolean {
  if (kind !== 'password') return true;
  const bare = value.replace(/[.!?:]+$/, '');
  if (bare.length < 3 || /^[$%{<*\[]|^(.)\1*$|‹redacted:/.test(bare)) return false;
  if (/^(?:pass(?:word)?|passwd|pwd|secret|token|your\w*|example|changeme!?|none|null|undefined|true|false)$/i.test(bare))
    return /!$/.test(bare);
  const isSentence = /\s(?:is|was|ist|=|:|to):?\s/i.test(whole) && !/[(=]\s*["'`]/.test(whole);
  if (!isSentence) return !/^(?:--?[a-z]|\/[a-z]+\/|~\/)/i.test(bare) || /\d/.test(bare);
  // In a sentence only what is no word: "is required", "is too short", "is self.token".
  return /\d/.test(bare) ? !/^\d{1,3}$|^[\w]+(?:\.\w+|\[|\()/.test(bare) : /[A-Za-z].*[!@#$%^&*+?~].*/.test(bare);
}

/** Letters of both cases and digits, thrown by a machine: no path, no name, no hash of known use. */
function isThrown(value: string): boolean {
  if (!/\d/.test(value) || !/[a-z]/.test(value) || !/[A-Z]/.test(value) || /^sha\d+-|^data:|\//.test(value.slice(0, 8))) return false;
  if ((value.match(/\//g) ?? []).length > 3 || /[a-z]{7}|[A-Z]{7}/.test(value)) return false;
  return entropyOf(value) >= 4.3;
}
