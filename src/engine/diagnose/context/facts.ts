// The facts that a model can be told of a problem, each by its name: lines of files, or a note in words. What a fact costs is found out by whoever pays.

import path from 'node:path';
import type { Family } from '../../detect/family';
import { isTestFile } from '../../detect/test-file';
import { isScript } from '../../language';
import type { Frame, Location, Problem } from '../../problem';
import { lastCommitOf } from '../../project/git-history';
import { installedVersions } from '../../project/installed-versions';
import type { Workspace } from '../../project/workspace';
import { functionAt, type Definition } from '../../syntax/functions';
import type { SourceText } from '../../syntax/source-text';
import { callsIn, definitionOf, headLines, importsOf, type Call, type Defined } from './called';
import type { FactName } from './facts-by-family';
import { lineCount, type Scene, type SceneFile } from './scene';

/** A fix that was kept, as an example: a few lines before and after. */
export interface FixExample {
  readonly message: string;
  readonly before: string;
  readonly after: string;
}

/** Told or left out as a whole; lines that may be cut are told from the beginning of the list as far as the budget goes. */
export type Part =
  | { readonly kind: 'lines'; readonly file: SceneFile; readonly lines: readonly number[]; readonly cut?: boolean }
  | { readonly kind: 'note'; readonly heading: string; readonly text: string };

/** What a model that answers with whole code gives back: lines, zero-based, the last one included. */
export interface TargetLines {
  readonly file: SceneFile;
  readonly kind: 'function' | 'file' | 'lines';
  readonly name: string | undefined;
  readonly first: number;
  readonly last: number;
}

export interface FactRequest {
  readonly problem: Problem;
  readonly family: Family;
  readonly scene: Scene;
  readonly target: TargetLines;
  readonly interpreter: Workspace['interpreter'];
  readonly files: Workspace['files'];
  readonly examples: readonly FixExample[];
  readonly titles: readonly string[];
  /** Programs of the folder may be run: git is asked. */
  readonly mayRun: boolean;
  readonly signal: AbortSignal | undefined;
}

/** A file up to this size is shown whole. */
const SMALL_LINES = 80;
const BLOCK_AROUND = 40;
/** A longer function is shown around the place only. */
const MAX_FUNCTION = 120;
const MAX_IMPORTS = 30;
const AROUND_FRAME = 4;
const MAX_FRAMES = 6;
const MAX_CALLS = 8;
const MAX_DEFINITIONS = 3;
const MAX_DEFINITION_LINES = 40;
const MAX_EXAMPLES = 3;
const MAX_TYPES = 3;
const MAX_METHODS = 20;
/** For what an interpreter says of a signature. */
const SIGNATURE_MS = 500;
const MAX_PACKAGES = 8;
/** For what is installed. */
const VERSIONS_MS = 500;

export const lineIn = ({ source }: Pick<SceneFile, 'source'>, { range }: Pick<Location, 'range'>): number =>
  Math.min(Math.max(0, range.start.line), Math.max(0, lineCount(source) - 1));

/** The function around the problem; where a test has failed, the one that it tests; where there is none, the file, or what stands around the problem in it. */
export async function targetOf(problem: Problem, family: Family, scene: Scene): Promise<TargetLines> {
  const { own } = scene;
  const at = lineIn(own, problem.location);
  if (family === 'assertion' && isTestFile(own.path)) {
    const [tested] = await testedBy(problem, scene);
    if (tested && tested.definition.last - tested.definition.first <= MAX_FUNCTION)
      return {
        file: tested.file,
        kind: 'function',
        name: tested.definition.name,
        first: tested.definition.first,
        last: tested.definition.last,
      };
  }
  const around = functionAt(own.definitions, at);
  if (around && around.last - around.first <= MAX_FUNCTION)
    return { file: own, kind: 'function', name: around.name, first: around.first, last: around.last };
  const count = lineCount(own.source);
  if (count <= SMALL_LINES) return { file: own, kind: 'file', name: undefined, first: 0, last: count - 1 };
  const until = Math.min(Math.max(at, problem.location.range.end.line), at + BLOCK_AROUND);
  const [first, last] = blockAround(own.source, at, until, count);
  return { file: own, kind: 'lines', name: undefined, first, last };
}

/** The functions that a failed test calls, those of the failing line first, where they are not tests themselves. */
async function testedBy(problem: Problem, scene: Scene): Promise<readonly Defined[]> {
  const { own } = scene;
  const at = lineIn(own, problem.location);
  const test = functionAt(own.definitions, at);
  const before = test ? span(test.header, at - 1).reverse() : [];
  const found: Defined[] = [];
  for (const call of callsIn(own, [at, ...before]).slice(0, MAX_CALLS)) {
    const defined = await definitionOf(call, scene, test?.owner);
    if (defined?.definition.kind === 'function' && !isTestFile(defined.file.path)) found.push(defined);
  }
  return found;
}

type Provider = (request: FactRequest) => Promise<readonly Part[]> | readonly Part[];

export const PROVIDERS: Readonly<Record<FactName, Provider>> = {
  function: ({ target, problem, scene }) => {
    const at = target.file === scene.own ? lineIn(target.file, problem.location) : target.first;
    // Its head first, for a long one is cut: nearest lines stay.
    const head = functionAt(target.file.definitions, at)?.header;
    const lines = [at, ...(head !== undefined && head >= target.first ? [head] : []), ...outward(at, target.first, target.last)];
    const rest: Part[] =
      target.file === scene.own ? [] : [{ kind: 'lines', file: scene.own, lines: [lineIn(scene.own, problem.location)] }];
    return [{ kind: 'lines', file: target.file, lines, cut: true }, ...rest];
  },
  file: ({ problem, scene: { own } }) => {
    const count = lineCount(own.source);
    return count <= SMALL_LINES ? [{ kind: 'lines', file: own, lines: [...outward(lineIn(own, problem.location), 0, count - 1)] }] : [];
  },
  imports: ({ scene: { own }, target }) =>
    [...new Set([target.file, own])].map((file) => ({ kind: 'lines', file, lines: importLines(file.source), cut: true })),
  test: async ({ problem, family, scene }) => {
    const places = [problem.location, ...ownFrames(problem).map(({ location }) => location)].filter(({ path: file }) => isTestFile(file));
    const [place] = places;
    const file = place && (await scene.file(place.path));
    if (!file || !place) return [];
    const at = lineIn(file, place);
    const test = functionAt(file.definitions, at);
    const lines = test && test.last - test.first < BLOCK_AROUND ? span(test.first, test.last) : [...near(file, at)];
    const tested = file === scene.own && family === 'assertion' ? await testedBy(problem, scene) : [];
    const bodies = tested.slice(0, MAX_DEFINITIONS).filter(({ definition: { first, last } }) => last - first < MAX_DEFINITION_LINES);
    return [
      { kind: 'lines', file, lines },
      ...bodies.map(({ file: other, definition: { first, last } }): Part => ({ kind: 'lines', file: other, lines: span(first, last) })),
    ];
  },
  frames: ({ problem, scene }) =>
    ownFrames(problem)
      .filter(({ location }) => location.path === scene.own.path)
      .map(({ location }) => ({ kind: 'lines', file: scene.own, lines: [...near(scene.own, lineIn(scene.own, location))] })),
  'other-files': async ({ problem, scene }) => {
    const parts: Part[] = [];
    for (const { location } of ownFrames(problem)) {
      const file = location.path === scene.own.path ? undefined : await scene.file(location.path);
      if (file) parts.push({ kind: 'lines', file, lines: withHead(file, lineIn(file, location)) });
    }
    return parts;
  },
  class: ({ problem, scene: { own }, target: { file, first } }) => {
    const at = file === own ? lineIn(own, problem.location) : first;
    const around = file.definitions.filter((one) => one.kind === 'class' && one.first <= at && at <= one.last).at(-1);
    return around ? [{ kind: 'lines', file, lines: skeleton({ file, definition: around }) }] : [];
  },
  types: async ({ problem, scene, target }) => {
    const found: Part[] = [];
    for (const name of typeNames(problem, target)) {
      const defined = await definitionOf({ name, on: undefined }, scene, undefined);
      if (defined?.definition.kind === 'class') found.push({ kind: 'lines', file: defined.file, lines: skeleton(defined) });
      if (found.length === MAX_TYPES) break;
    }
    return found;
  },
  signatures: async (request) => {
    const found = await called(request);
    const own = found.flatMap(({ defined }) =>
      defined ? [{ kind: 'lines', file: defined.file, lines: headLines(defined) } satisfies Part] : [],
    );
    const installed = await installedSignatures(
      request,
      found.flatMap(({ call, defined }) => (defined ? [] : [call])),
    );
    return [...own, ...installed];
  },
  versions: async ({ scene: { own, root }, target, interpreter, files }) => {
    const names = [...new Set([...packagesIn(own), ...packagesIn(target.file)])].slice(0, MAX_PACKAGES);
    const found = await within(installedVersions({ files, interpreter, root }, own.language, names), VERSIONS_MS);
    // What comes with Python has its version.
    const python = own.language === 'python' ? interpreter?.version : undefined;
    const packages = Object.entries(found ?? {}).filter(([, version]) => version !== python);
    return packages.length === 0
      ? []
      : [
          {
            kind: 'note',
            heading: 'What is installed:',
            text: [...(python === undefined ? [] : [['Python', python]]), ...packages].map((one) => one.join(' ')).join(', '),
          },
        ];
  },
  definitions: async (request) =>
    (await called(request))
      .flatMap(({ defined }) => (defined ? [defined] : []))
      .filter(({ definition: { first, last } }) => last - first < MAX_DEFINITION_LINES)
      .slice(0, MAX_DEFINITIONS)
      .map(({ file, definition: { first, last } }) => ({ kind: 'lines', file, lines: span(first, last) })),
  exports: async ({ problem, scene }) => {
    const { module, name, attribute } = problem.signature.holes;
    const local = importsOf(scene.own);
    const via = [module, module?.split('.').at(-1), name, attribute].flatMap((one) => (one === undefined ? [] : (local.get(one) ?? [])))[0];
    const file = via && (await scene.firstOf(via.places(path.dirname(scene.own.path), scene.root)));
    if (!file) return [];
    const names = topNames(file);
    const place = path.relative(scene.root, file.path).split(path.sep).join('/');
    return names.length === 0
      ? []
      : [{ kind: 'note', heading: 'What the module defines:', text: `${place}: ${names.slice(0, 40).join(', ')}` }];
  },
  related: async ({ problem, scene }) => {
    const parts: Part[] = [];
    for (const { location } of problem.related.slice(0, 4)) {
      const file = await scene.file(location.path);
      if (file) parts.push({ kind: 'lines', file, lines: [...near(file, lineIn(file, location), 2)] });
    }
    return parts;
  },
  titles: ({ titles }) =>
    titles.length === 0
      ? []
      : [
          {
            kind: 'note',
            heading: 'What other tools would do (it may be wrong):',
            text: titles
              .slice(0, 5)
              .map((title) => title.slice(0, 150))
              .join('\n'),
          },
        ],
  examples: ({ examples }) =>
    examples.slice(0, MAX_EXAMPLES).map(({ message, before, after }) => ({
      kind: 'note',
      heading: 'A like mistake in this workspace, and how it was fixed:',
      text: [message, 'before:', before, 'after:', after].join('\n'),
    })),
  'last-commit': async ({ mayRun, problem, scene: { own }, signal }) => {
    if (!mayRun || !path.isAbsolute(own.path)) return [];
    const commit = await lastCommitOf({ file: own.path, text: own.source.text, line: lineIn(own, problem.location), signal });
    return commit && commit.change.length > 0
      ? [
          {
            kind: 'note',
            heading: 'The last commit that changed this line:',
            text: [`- ${commit.hash.slice(0, 7)}: ${commit.subject.slice(0, 200)}`, ...commit.change].join('\n'),
          },
        ]
      : [];
  },
};

/** Innermost first, each place once. */
function ownFrames(problem: Problem): Frame[] {
  const all = [problem, ...problem.causes].flatMap(({ frames }) => [...frames].reverse()).filter(({ own }) => own);
  const keyOf = ({ location: { path: file, range } }: Frame): string => `${file}:${range.start.line}`;
  return all.filter((frame, i) => all.findIndex((other) => keyOf(other) === keyOf(frame)) === i).slice(0, MAX_FRAMES);
}

/** A class without the bodies of its methods: its head, what makes one, its fields, and the first lines of all that it can do. */
function skeleton({ file, definition }: Defined): readonly number[] {
  const inside = ({ first, last }: Definition): boolean => definition.first <= first && last <= definition.last;
  const methods = file.definitions.filter((one) => one.kind === 'function' && one.owner === definition.name && inside(one));
  const maker = methods.find(({ name }) => name === '__init__' || name === 'constructor');
  const makes = maker && maker.last - maker.first < 20 ? span(maker.first, maker.last) : [];
  return [...new Set([...headLines({ file, definition }), ...makes, ...methods.slice(0, MAX_METHODS).map(({ header }) => header)])].sort(
    (a, b) => a - b,
  );
}

/** Names of types, as the message quotes them and as the function's head writes them. */
function typeNames(problem: Problem, { file, first, kind }: TargetLines): readonly string[] {
  const header = kind === 'function' ? (functionAt(file.definitions, first)?.header ?? first) : undefined;
  const head =
    header === undefined
      ? ''
      : [0, 1, 2, 3]
          .map((more) => file.source.line(header + more))
          .join(' ')
          .slice(0, 400);
  const quoted = [problem.message, ...Object.values(problem.signature.holes)].join(' ').slice(0, 1000);
  return [...new Set(`${quoted} ${head}`.match(/(?<![\p{L}\p{N}_$.])\p{Lu}[\p{L}\p{N}_$]+/gu) ?? [])].slice(0, 12);
}

interface FoundCall {
  readonly call: Call;
  readonly defined: Defined | undefined;
}

/** What the problem's line calls, then what the lines around it do. */
async function called({ problem, scene, target }: FactRequest): Promise<readonly FoundCall[]> {
  const at = target.file === scene.own ? lineIn(scene.own, problem.location) : target.first;
  if (target.file !== scene.own) return [];
  const around = functionAt(scene.own.definitions, at);
  const calls = callsIn(scene.own, [...outward(at, Math.max(target.first, at - 15), Math.min(target.last, at + 15))]).slice(0, MAX_CALLS);
  const found: FoundCall[] = [];
  for (const call of calls) {
    const defined = await definitionOf(call, scene, around?.owner);
    if (defined?.definition !== around || !around) found.push({ call, defined });
  }
  return found;
}

/** Parameters of installed functions, as the interpreter knows them. */
async function installedSignatures({ scene, interpreter }: FactRequest, calls: readonly Call[]): Promise<Part[]> {
  const { own } = scene;
  if (!interpreter || own.language !== 'python') return [];
  const modules = new Map<string, string>();
  for (const [, module = '', alias] of own.source.text.matchAll(/^import[ \t]+([\w.]+)(?:[ \t]+as[ \t]+(\w+))?/gm))
    modules.set(alias ?? module, module);
  for (const [, module = '', names = ''] of own.source.text.matchAll(/^from[ \t]+(\w[\w.]*)[ \t]+import[ \t]+\(?([\w, \t]+)/gm))
    for (const part of names.split(',')) {
      const [, name = '', alias] = /^\s*(\w+)(?:\s+as\s+(\w+))?\s*$/.exec(part) ?? [];
      if (name) modules.set(alias ?? name, `${module}.${name}`);
    }
  const wanted = calls.flatMap(({ name, on }) => {
    const base = modules.get(on ?? name);
    return base === undefined ? [] : [on === undefined ? base : `${base}.${name}`];
  });
  const said = await Promise.all(
    [...new Set(wanted)].slice(0, 4).map(async (dotted) => {
      const parameters = await within(interpreter.parameters(dotted), SIGNATURE_MS);
      return parameters ? [`${dotted}(${parameters.slice(0, 20).join(', ')}${parameters.length > 20 ? ', …' : ''})`] : [];
    }),
  );
  const lines = said.flat();
  return lines.length === 0 ? [] : [{ kind: 'note', heading: 'Parameters of what is called:', text: lines.join('\n') }];
}

/** Names of packages as a file imports them; those of its own folder may be among them. */
function packagesIn({ source: { text }, language }: SceneFile): readonly string[] {
  if (language === 'python') return [...text.matchAll(/^[ \t]*(?:import|from)[ \t]+([A-Za-z_]\w*)/gm)].flatMap(([, name]) => name ?? []);
  if (!isScript(language)) return [];
  const imported = text.matchAll(/(?:\bfrom|\bimport|\brequire[ \t]*\()[ \t]*['"]((?:@[\w.-]+\/)?[A-Za-z_][\w.-]*)(?:\/[^'"\n]*)?['"]/g);
  return [...imported].flatMap(([, name]) => name ?? []);
}

/** undefined where it fails, or takes longer. */
async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), ms)));
  try {
    return await Promise.race([promise, late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

function topNames(file: SceneFile): string[] {
  const { source, language, definitions } = file;
  const names = new Set(definitions.filter(({ owner }) => owner === undefined).map(({ name }) => name));
  const pattern =
    language === 'python'
      ? /^([\p{L}_][\p{L}\p{N}_]*)[ \t]*(?::[^=\n]+)?=(?!=)/gmu
      : isScript(language)
        ? /^export[ \t]+(?:declare[ \t]+)?(?:const|let|var|type|enum)[ \t]+([\w$]+)/gm
        : undefined;
  if (pattern) for (const [, name = ''] of source.text.matchAll(pattern)) names.add(name);
  return [...names];
}

export const span = (first: number, last: number): number[] => Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);

function near({ source }: SceneFile, line: number, around = AROUND_FRAME): Iterable<number> {
  return outward(line, Math.max(0, line - around), Math.min(lineCount(source) - 1, line + around));
}

/** The function around the line if it is short, else the lines around with the function's head. */
function withHead(file: SceneFile, line: number): number[] {
  const around: Definition | undefined = functionAt(file.definitions, line);
  if (!around) return [...near(file, line)];
  if (around.last - around.first < 25) return span(around.first, around.last);
  return [around.header, ...[...near(file, line)].filter((other) => other >= around.first && other <= around.last)];
}

export function* outward(from: number, top: number, bottom: number): Iterable<number> {
  for (let step = 0; from - step >= top || from + step <= bottom; step++) {
    if (from - step >= top && from - step <= bottom) yield from - step;
    if (step > 0 && from + step <= bottom && from + step >= top) yield from + step;
  }
}

/** The top-level block by indentation (broken code has no tree to ask), at most BLOCK_AROUND lines each way. */
function blockAround(source: SourceText, from: number, to: number, count: number): [number, number] {
  const opens = (line: number): boolean =>
    /^[^\s#)\]}]/.test(source.line(line)) && !/^(?:else|elif|except|finally|catch)\b|^(?:\/\/|\/\*|\*)/.test(source.line(line));
  let top = from;
  while (top > 0 && from - top < BLOCK_AROUND && !opens(top)) top--;
  while (top > 0 && /^(?:@|#|\/\/|\/\*| ?\*)/.test(source.line(top - 1)) && from - top < BLOCK_AROUND) top--;
  let bottom = to;
  while (bottom < count - 1 && bottom - to < BLOCK_AROUND && !opens(bottom + 1)) bottom++;
  return [Math.max(0, Math.min(top, from - 8)), Math.min(count - 1, Math.max(bottom, to + 8))];
}

const IMPORT = /^(?:import\b|from\s+\S+\s+import\b|(?:const|let|var)\b.*\brequire\s*\(|use\s|#include\b|using\s|package\s|mod\s+\w+;)/;

/** Those over several lines whole. */
export function importLines(source: SourceText): number[] {
  const out: number[] = [];
  for (let line = 0; line < Math.min(lineCount(source), 400) && out.length < MAX_IMPORTS; line++) {
    if (!IMPORT.test(source.line(line))) continue;
    let depth = 0;
    const first = line;
    for (; line < lineCount(source) && line < first + 15; line++) {
      out.push(line);
      const text = source.line(line);
      depth += (text.match(/[({]/g) ?? []).length - (text.match(/[)}]/g) ?? []).length;
      if (depth <= 0) break;
    }
  }
  return out;
}
