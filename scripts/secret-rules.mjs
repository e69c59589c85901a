// `node scripts/secret-rules.mjs gitleaks.toml`: writes src/engine/learn/redact/gitleaks-rules.json from the rules that gitleaks keeps
// (https://github.com/gitleaks/gitleaks, config/gitleaks.toml, of version 8.30; MIT licence, in gitleaks.ts beside the result).
//
// Go's expressions become JavaScript's: what is case-insensitive is spelt out, as flags within a pattern are not known everywhere; and a token may end
// at anything that can't be part of it, as it may stand in a sentence or a call. Left out are the generic
// rule (our own know the language's forms better) and what can't be said in JavaScript, which is listed.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const OUT = path.resolve(import.meta.dirname, '../src/engine/learn/redact/gitleaks-rules.json');
/** Answered by rules of our own. */
const OURS = new Set(['generic-api-key', 'jwt', 'jwt-base64', 'private-key', 'curl-auth-header', 'curl-auth-user']);
const CLASSES = { alnum: 'A-Za-z0-9', alpha: 'A-Za-z', digit: '0-9', lower: 'a-z', upper: 'A-Z', word: '\\w', xdigit: 'A-Fa-f0-9' };

/** What ends most of its patterns: a quote, a blank, a semicolon. */
const END = /\(\?:\[\\x60'"\\s;\]\|\\\\\[\w+\]\|\$\)$/;

/** Python 3.11 and newer read TOML. */
function readToml(file) {
  const script = "import json, sys, tomllib; json.dump(tomllib.load(open(sys.argv[1], 'rb')), sys.stdout)";
  return JSON.parse(execFileSync('python3', ['-c', script, file], { encoding: 'utf8', maxBuffer: 1 << 26 }));
}

/** Go's expression as JavaScript's without flags. */
function toJavaScript(go) {
  let out = '';
  let insensitive = false;
  let dotAll = false;
  const outer = [];
  const bothCases = (letter) => (/[a-z]/i.test(letter) ? letter.toLowerCase() + letter.toUpperCase() : letter);
  const flags = (text) => {
    let on = true;
    for (const flag of text) {
      if (flag === '-') on = false;
      else if (flag === 'i') insensitive = on;
      else if (flag === 's') dotAll = on;
      else throw new Error(`flag ${flag}`);
    }
  };
  for (let i = 0; i < go.length;) {
    const rest = go.slice(i);
    const inline = /^\(\?([is-]+)\)/.exec(rest);
    const scoped = /^\(\?([is-]+):/.exec(rest);
    const named = /^\(\?P<\w+>/.exec(rest);
    if (inline) {
      flags(inline[1]);
      i += inline[0].length;
    } else if (rest[0] === '(') {
      outer.push([insensitive, dotAll]);
      if (scoped) flags(scoped[1]);
      // A named group counts as one by its place.
      out += scoped ? '(?:' : named ? '(' : rest.startsWith('(?:') ? '(?:' : '(';
      i += (scoped ?? named)?.[0].length ?? (rest.startsWith('(?:') ? 3 : 1);
    } else if (rest[0] === ')') {
      [insensitive, dotAll] = outer.pop();
      out += ')';
      i++;
    } else if (rest[0] === '[') {
      const [text, length] = classOf(rest, insensitive);
      out += text;
      i += length;
    } else if (rest[0] === '\\') {
      const escape = /^\\(?:x[\dA-Fa-f]{2}|x\{[\dA-Fa-f]+\}|.)/s.exec(rest)[0];
      out += escape === '\\z' ? '$' : escape === '\\A' ? '^' : escape.replace(/^\\x\{(.+)\}$/, (_, hex) => `\\u${hex.padStart(4, '0')}`);
      i += escape.length;
    } else if (rest[0] === '.') {
      out += dotAll ? '[\\s\\S]' : '.';
      i++;
    } else {
      out += insensitive && /[a-z]/i.test(rest[0]) ? `[${bothCases(rest[0])}]` : rest[0];
      i++;
    }
  }
  const ended = out.replace(END, '(?![\\w+/=-])');
  new RegExp(ended);
  return ended;
}

/** A character class at the start of `text`, and its length there. */
function classOf(text, insensitive) {
  let i = text[1] === '^' ? 2 : 1;
  let out = text.slice(0, i);
  for (let first = true; text[i] !== ']' || first; first = false) {
    const posix = /^\[:(\w+):\]/.exec(text.slice(i));
    const range = /^([A-Za-z])-([A-Za-z])/.exec(text.slice(i));
    if (posix) out += CLASSES[posix[1]];
    else if (range)
      out += insensitive ? `${range[0]}${range[0] === range[0].toLowerCase() ? range[0].toUpperCase() : range[0].toLowerCase()}` : range[0];
    else if (text[i] === '\\') out += text.slice(i, i + 2);
    else if (text[i] === '[') out += '\\[';
    else out += insensitive && /[a-z]/i.test(text[i]) ? text[i].toLowerCase() + text[i].toUpperCase() : text[i];
    i += posix?.[0].length ?? range?.[0].length ?? (text[i] === '\\' ? 2 : 1);
  }
  return [`${out}]`, i + 1];
}

const [, , file] = process.argv;
if (!file) {
  console.error('Usage: node scripts/secret-rules.mjs gitleaks.toml');
  process.exit(2);
}
const rules = [];
for (const { id, regex, entropy, keywords, secretGroup, path: onlyIn } of readToml(file).rules) {
  // What is told by a file's kind says too little of a piece of text.
  if (!regex || onlyIn || OURS.has(id)) continue;
  try {
    const pattern = toJavaScript(regex);
    rules.push({ id, pattern, ...(entropy ? { entropy } : {}), ...(secretGroup ? { group: secretGroup } : {}), keywords: keywords ?? [] });
  } catch (error) {
    console.error(`left out: ${id} (${error.message})`);
  }
}
fs.writeFileSync(OUT, `${JSON.stringify(rules, null, 1)}\n`);
console.log(`${rules.length} rules`);
