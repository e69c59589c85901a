// The JSON object of an answer to a schema: what is asked for, and what came, whole, in a fence, or in prose. Code never comes this way.

import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import type { ReplySchema } from './provider';

/** A schema as a server takes it, and its words for one that takes none. `properties`: their names, and what they hold where it must be said. */
export function replySchema(name: string, schema: Parameters<typeof toJsonSchema>[0], properties: string): ReplySchema {
  return {
    name,
    schema: Object.fromEntries(Object.entries(toJsonSchema(schema)).filter(([key]) => key !== '$schema')),
    instruction: `Answer with the JSON object only: valid JSON, double quotes, no trailing commas, no code fence, no text before or after it. It has exactly these properties: ${properties}.`,
  };
}

/** What an answer says; undefined where it holds no whole object of this schema. */
export function readJsonReply<Schema extends v.GenericSchema>(reply: string, schema: Schema): v.InferOutput<Schema> | undefined {
  const json = parseModelJson(reply);
  const parsed = json.ok ? v.safeParse(schema, json.value) : undefined;
  return parsed?.success ? parsed.output : undefined;
}

/** `{` where an object is tried to begin, in an answer with prose around it. */
const MAX_STARTS = 50;

export type ParsedJson = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly truncated: boolean };

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
