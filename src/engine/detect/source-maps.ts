// A place in a generated file becomes the place in its source, where the file names a source map: a stack of `dist/app.js` leads to `src/app.ts`.

import { SourceMap, type SourceMapPayload } from 'node:module';
import path from 'node:path';
import { anyLanguageOf } from '../language';
import type { Frame, Location, Problem } from '../problem';
import { lineRange } from './settle-columns';
import { ownFile, type KnownFiles, type OwnPlaces } from './dialects/own-code';

const GENERATED = /\.[cm]?js$/i;
const COMMENT = /\/\/[#@] sourceMappingURL=(\S+)\s*$/;
const INLINE = /^data:application\/json;(?:charset=[\w-]+;)?base64,/;
/** The comment is a file's last line; its map may stand in it. */
const MAX_MAP = 8_000_000;
/** Maps kept of one text. */
const MAX_MAPS = 16;
const maps = new WeakMap<KnownFiles, Map<string, SourceMap | undefined>>();

/** The problem with every place that has a source in the workspace led there. Places without one stay. */
export function atSources(problem: Problem, places: OwnPlaces): Problem {
  const { files } = places;
  if (
    !files ||
    ![problem, ...problem.causes].some(({ frames }) => frames.some((frame) => frame.own && GENERATED.test(frame.location.path)))
  )
    return problem;
  const frames = problem.frames.map((frame) => sourceOf(frame, files, places));
  const at = problem.frames.findIndex((frame) => frame.location === problem.location);
  const location = frames[at]?.location ?? problem.location;
  return {
    ...problem,
    language: anyLanguageOf(location.path) ?? problem.language,
    location,
    frames,
    causes: problem.causes.map((cause) => atSources(cause, places)),
  };
}

function sourceOf(frame: Frame, files: KnownFiles, places: OwnPlaces): Frame {
  const { path: file, range } = frame.location;
  if (!frame.own || !GENERATED.test(file)) return frame;
  const map = mapOf(file, files);
  const entry = map?.findEntry(range.start.line, range.start.character);
  if (!entry || !('originalSource' in entry)) return frame;
  const name = entry.originalSource.replace(/^webpack:\/\/[^/]*\//, '').replace(/^file:\/\//, '');
  const source = path.isAbsolute(name) ? path.normalize(name) : path.join(path.dirname(file), name);
  if (!ownFile(source, places) || !files.exists(source)) return frame;
  const location: Location = { path: source, range: lineRange(entry.originalLine, entry.originalColumn, entry.originalColumn) };
  return { location, own: true, ...(frame.name === undefined ? {} : { name: frame.name }) };
}

function mapOf(file: string, files: KnownFiles): SourceMap | undefined {
  const known = maps.get(files) ?? new Map<string, SourceMap | undefined>();
  maps.set(files, known);
  if (!known.has(file)) {
    if (known.size >= MAX_MAPS) known.clear();
    known.set(file, readMap(file, files));
  }
  return known.get(file);
}

function readMap(file: string, files: KnownFiles): SourceMap | undefined {
  const url = COMMENT.exec(files.read(file)?.slice(-MAX_MAP) ?? '')?.[1];
  if (url === undefined) return undefined;
  const inline = INLINE.exec(url);
  const text = inline
    ? Buffer.from(url.slice(inline[0].length), 'base64').toString('utf8')
    : /^[\w./%@-]+$/.test(url)
      ? files.read(path.join(path.dirname(file), url))
      : undefined;
  if (text === undefined) return undefined;
  try {
    const payload: unknown = JSON.parse(text);
    return isPayload(payload) ? new SourceMap(payload) : undefined;
  } catch {
    return undefined;
  }
}

const isPayload = (value: unknown): value is SourceMapPayload =>
  typeof value === 'object' &&
  value !== null &&
  'mappings' in value &&
  typeof value.mappings === 'string' &&
  'sources' in value &&
  Array.isArray(value.sources) &&
  value.sources.every((source) => typeof source === 'string');
