// A model's answer → edits of the lines it was shown, or what is wrong with it in words that the model can act on.

import { toJsonSchema } from '@valibot/to-json-schema';
import { diffArrays } from 'diff';
import * as v from 'valibot';
import type { OffsetEdit } from '../../syntax/edits';
import type { SourceText } from '../../syntax/source-text';
import type { ModelContext } from '../../diagnose/model-context';

const Reply = v.strictObject({
  explanation: v.string(),
  edits: v.array(
    v.strictObject({ startLine: v.pipe(v.number(), v.integer()), endLine: v.pipe(v.number(), v.integer()), replacement: v.string() }),
  ),
});
export type Reply = v.InferOutput<typeof Reply>;

/** For `response_format`: every property required, no others, as strict mode wants it; which draft it is, is not for servers. */
export const REPLY_SCHEMA = {
  name: 'line_edits',
  schema: Object.fromEntries(Object.entries(toJsonSchema(Reply)).filter(([key]) => key !== '$schema')),
};

const MAX_EDITS = 20;
/** Of one replacement, in UTF-16 units. */
const MAX_REPLACEMENT = 20_000;
/** `{` where an object is tried to begin, in an answer with prose around it. */
const MAX_STARTS = 50;

type ParsedJson = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly truncated: boolean };

/**
 * The JSON object of an answer: the whole text, else a fenced block, else the first balanced `{…}` that parses. A leading
 * `<think>` part is passed over. `truncated`: an object begins and does not end.
 */
export function parseModelJson(text: string): ParsedJson {
  const body = text.replace(/^\s*<think>[\s\S]*?<\/think>/, '').trim();
  const fenced = /```(?:json)?[ \t]*\r?\n([\s\S]*?)\r?\n[ \t]*```/i.exec(body)?.[1];
  for (const candidate of [body, fenced]) {
    const value = candidate === undefined ? undefined : objectIn(candidate);
    if (value !== undefined) return { ok: true, value };
  }
  let truncated = false;
  let start = body.indexOf('{');
  for (let i = 0; i < MAX_STARTS && start >= 0; i++) {
    const end = balancedEnd(body, start);
    if (end === undefined) {
      truncated = true;
    } else {
      const value = objectIn(body.slice(start, end));
      if (value !== undefined) return { ok: true, value };
    }
    start = body.indexOf('{', start + 1);
  }
  return { ok: false, truncated };
}

function objectIn(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Offset after the `}` that closes the `{` at `start`, strings minded; undefined where the text ends first. */
function balancedEnd(text: string, start: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let i = start; i < text.length; i++) {
    const c = text[i];
    if (inString) {
      if (c === '\\') i++;
      else if (c === '"') inString = false;
    } else if (c === '"') inString = true;
    else if (c === '{') depth++;
    else if (c === '}' && --depth === 0) return i + 1;
  }
  return undefined;
}

/** The reply, or what is wrong with its form. */
export function toReply(value: unknown): Reply | { readonly faults: readonly string[] } {
  const parsed = v.safeParse(Reply, value);
  if (parsed.success) return parsed.output;
  return { faults: parsed.issues.slice(0, 5).map((issue) => `${v.getDotPath(issue) ?? 'the answer'}: ${issue.message}`) };
}

type ReplyEdits = { readonly edits: readonly OffsetEdit[] } | { readonly faults: readonly string[] };

/** Minimal edits of the text; line ends, indentation characters and secrets as they were. Empty edits: the model sees no fix. */
export function toEdits(reply: Reply, shown: ModelContext, source: SourceText): ReplyEdits {
  const faults: string[] = [];
  const edits: OffsetEdit[] = [];
  if (reply.edits.length > MAX_EDITS) return { faults: [`more than ${MAX_EDITS} edits`] };
  const sorted = [...reply.edits].sort((a, b) => a.startLine - b.startLine);
  let free = 1;
  for (const edit of sorted) {
    const where = edit.startLine === edit.endLine ? `line ${edit.startLine}` : `lines ${edit.startLine}-${edit.endLine}`;
    if (edit.startLine > edit.endLine) {
      faults.push(`${where}: startLine is after endLine`);
      continue;
    }
    if (edit.startLine < free) {
      faults.push(`${where}: overlaps another edit`);
      continue;
    }
    free = edit.endLine + 1;
    const lines: number[] = [];
    // The first line that was not shown ends the walk: endLine may be any number.
    for (let line = edit.startLine - 1; line < edit.endLine && shown.lines.get(line)?.whole; line++) lines.push(line);
    if (lines.length !== edit.endLine - edit.startLine + 1) {
      faults.push(`${where}: lies outside the numbered lines that were shown in full`);
      continue;
    }
    const restored = restore(edit.replacement, lines, shown);
    if ('fault' in restored) faults.push(`${where}: ${restored.fault}`);
    else edits.push(...lineEdits(source, edit.startLine - 1, edit.endLine - 1, restored.lines));
  }
  return faults.length > 0 ? { faults } : { edits };
}

/** The replacement's lines with the redacted secrets back in their places. */
function restore(
  replacement: string,
  lines: readonly number[],
  shown: ModelContext,
): { readonly lines: readonly string[] } | { readonly fault: string } {
  if (replacement.length > MAX_REPLACEMENT) return { fault: 'the replacement is too long' };
  if (/[\u0000-\u0008\u000b\u000e-\u001f\u007f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffd]/.test(replacement))
    return { fault: 'the replacement holds control characters' };
  if (replacement === '') return { lines: [] };
  const news = withoutNumbers(replacement.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n'));
  const text = news.join('\n');
  const here = lines.flatMap((line) => shown.lines.get(line)?.secrets ?? []);
  for (const token of shown.secrets.keys()) {
    const times = text.split(token).length - 1;
    const wanted = here.filter((other) => other === token).length;
    if (times !== wanted)
      return {
        fault: wanted > 0 ? `${token} stands for a hidden value and must stay as it is` : `${token} does not belong in these lines`,
      };
  }
  return { lines: news.map((line) => here.reduce((all, token) => all.replace(token, () => shown.secrets.get(token) ?? token), line)) };
}

/** Some models copy the line numbers; code in which every line looks so does not exist. */
function withoutNumbers(lines: readonly string[]): readonly string[] {
  const number = /^\s*\d+\| ?/;
  return lines.every((line) => number.test(line)) ? lines.map((line) => line.replace(number, '')) : lines;
}

/** Replaces the lines first..last (zero-based, inclusive) by `news`, touching only lines that differ. */
function lineEdits(source: SourceText, first: number, last: number, news: readonly string[]): OffsetEdit[] {
  const olds = Array.from({ length: last - first + 1 }, (_, i) => source.line(first + i));
  const indented = likeTheFile(olds, news, source);
  const parts = diffArrays(olds, [...indented], { comparator: alike, timeout: 500 }) ?? [
    { added: false, removed: true, count: olds.length, value: olds },
    { added: true, removed: false, count: indented.length, value: [...indented] },
  ];
  const edits: OffsetEdit[] = [];
  let line = first;
  let used = 0;
  for (let i = 0; i < parts.length;) {
    const part = parts[i];
    if (!part) break;
    if (!part.added && !part.removed) {
      line += part.value.length;
      used += part.value.length;
      i++;
      continue;
    }
    let removed = 0;
    let added = 0;
    for (let next = parts[i]; next && (next.added || next.removed); next = parts[++i]) {
      if (next.removed) removed += next.value.length;
      else added += next.value.length;
    }
    edits.push(...replaceLines(source, line, removed, indented.slice(used, used + added)));
    line += removed;
    used += added;
  }
  return edits;
}

function replaceLines(source: SourceText, line: number, removed: number, news: readonly string[]): OffsetEdit[] {
  const { eol, text } = source;
  const start = source.lineStarts[line] ?? text.length;
  const endOf = (of: number): number => (source.lineStarts[of] ?? text.length) + source.line(of).length;
  if (removed === 0) {
    // Behind a last line without a line end, the line end goes in front.
    const atEnd = line >= source.lineCount;
    return [{ start, end: start, text: atEnd ? news.map((one) => eol + one).join('') : news.map((one) => one + eol).join('') }];
  }
  if (news.length === 0) {
    const next = source.lineStarts[line + removed];
    return [next === undefined ? { start: line > 0 ? endOf(line - 1) : 0, end: text.length, text: '' } : { start, end: next, text: '' }];
  }
  // As many lines as before: line by line, so that each edit is as small as it can be.
  if (news.length === removed)
    return news.map((one, i) => ({ start: source.lineStarts[line + i] ?? text.length, end: endOf(line + i), text: one }));
  return [{ start, end: endOf(line + removed - 1), text: news.join(eol) }];
}

/** Differences that no fix is about: white space at the end, the other quotes. Unbalanced quotes may be the mistake itself. */
function alike(old: string, now: string): boolean {
  if (old === now) return true;
  if (!old.trimEnd().endsWith('\\') && old.trimEnd() === now.trimEnd()) return true;
  const balanced = (old.split("'").length - 1) % 2 === 0 && (old.split('"').length - 1) % 2 === 0;
  const mixed = old.includes("'") && old.includes('"');
  return (
    balanced &&
    !mixed &&
    old.replaceAll("'", '"').trimEnd() === now.replaceAll("'", '"').trimEnd() &&
    !(now.includes("'") && now.includes('"'))
  );
}

/** Tabs where the replaced lines are indented by tabs and the model wrote spaces. */
function likeTheFile(olds: readonly string[], news: readonly string[], source: SourceText): readonly string[] {
  const indents = [...olds, ...Array.from({ length: Math.min(source.lineCount, 2000) }, (_, i) => source.line(i))]
    .map((line) => /^[ \t]+/.exec(line)?.[0] ?? '')
    .filter((indent) => indent !== '');
  if (indents.length === 0 || !indents.every((indent) => /^\t+ {0,3}$/.test(indent))) return news;
  const spaced = news.map((line) => /^ +/.exec(line)?.[0].length ?? 0).filter((width) => width > 0);
  const unit = [8, 4, 2].find((width) => spaced.every((one) => one % width === 0));
  if (unit === undefined || news.some((line) => line.startsWith('\t'))) return news;
  return news.map((line) => line.replace(/^ +/, (indent) => '\t'.repeat(indent.length / unit)));
}
