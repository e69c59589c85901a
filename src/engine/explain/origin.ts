// Where the values on a failing line came from: the places that gave its names their value, and the calls that led there.
// Read from the text alone, so it says where to look, not what the value was.

import { isScript } from '../language';
import type { Problem } from '../problem';
import type { Family } from '../detect/family';
import { pythonScopes, type Binding, type PythonScopes, type Scope } from '../syntax/python-scopes';
import type { SourceText } from '../syntax/source-text';

/** A place to look at. `line` is zero-based in `path`. */
export interface Origin {
  readonly path: string;
  readonly line: number;
  /** One plain sentence without its place: `'x' gets its value here`. */
  readonly says: string;
  /** The line of code, trimmed. */
  readonly code: string;
}

/** Names looked up on the failing line: more would bury the one that counts. */
const MAX_NAMES = 3;
const MAX_FRAMES = 6;
const MAX_CODE = 200;

/** Nearest first: the names of the line, then the calls, innermost first. `source` is the text of `problem.location.path`. */
export function originsOf(problem: Problem, family: Family, source: SourceText | undefined): readonly Origin[] {
  const values = source
    ? problem.language === 'python'
      ? pythonValues(problem, family, source)
      : isScript(problem.language)
        ? scriptValues(problem, family, source)
        : []
    : [];
  const known = new Set(values.map(({ path, line }) => `${path}:${line}`));
  return [...onceALine(values), ...calls(problem).filter(({ path, line }) => !known.has(`${path}:${line}`))];
}

/** Two names that got their values on one line are one place to look at. */
function onceALine(origins: readonly Origin[]): Origin[] {
  const byLine = new Map<number, Origin>();
  for (const origin of origins) {
    const known = byLine.get(origin.line);
    byLine.set(origin.line, known ? { ...known, says: `${known.says}; ${origin.says}` } : origin);
  }
  return [...byLine.values()];
}

function calls(problem: Problem): Origin[] {
  const seen = new Set<string>();
  // The last frame is the place of the problem itself; a function that calls itself is named once.
  return problem.frames
    .filter((frame) => frame.own)
    .slice(0, -1)
    .reverse()
    .filter(({ location }) => {
      const at = `${location.path}:${location.range.start.line}`;
      return !seen.has(at) && seen.add(at);
    })
    .slice(0, MAX_FRAMES)
    .map((frame) => ({
      path: frame.location.path,
      line: frame.location.range.start.line,
      says: frame.name && frame.name !== '<module>' ? `called from ${frame.name}` : 'called from the file itself',
      code: (frame.code ?? '').trim().slice(0, MAX_CODE),
    }));
}

/** The names of the failing expression that matter for a mistake of this family, in the order they should be looked at. */
function namesOn(problem: Problem, family: Family, source: SourceText): string[] {
  const { holes } = problem.signature;
  const { range } = problem.location;
  const line = range.start.line < source.lineCount ? source.line(range.start.line) : '';
  // Strings and comments name nothing.
  const code = line.replace(/(["'`])(?:\\.|(?!\1).)*\1/g, (text) => ' '.repeat(text.length)).replace(/(?:#|\/\/).*$/, '');
  const whole =
    range.start.line !== range.end.line || range.end.character <= range.start.character
      ? code
      : code.slice(range.start.character, range.end.character);
  const pick = (pattern: RegExp, text = whole): string[] =>
    [...text.matchAll(pattern)].flatMap(([, name]) => (name === undefined ? [] : (name.match(/[\p{L}_$][\p{L}\p{N}_$]*/u) ?? [])));
  const attribute = holes['attribute'];
  const either = (pattern: RegExp): string[] => (pick(pattern).length > 0 ? pick(pattern) : pick(pattern, code));
  switch (family) {
    case 'none-access':
    case 'missing-attribute':
      return attribute !== undefined && /^[\w$]+$/.test(attribute)
        ? either(
            new RegExp(
              `([\\p{L}_$][\\p{L}\\p{N}_$.]*)(?:\\([^()]*\\))?\\??\\.\\s*${attribute.replaceAll('$', '\\$')}(?![\\p{L}\\p{N}_$])`,
              'gu',
            ),
          )
        : either(/([\p{L}_$][\p{L}\p{N}_$.]*)\s*[[(.]/gu);
    case 'missing-key':
    case 'index-range':
    case 'not-subscriptable':
    case 'index-type':
      return [...either(/([\p{L}_$][\p{L}\p{N}_$.]*)\s*\[/gu), ...either(/\[\s*([\p{L}_$][\p{L}\p{N}_$.]*)\s*\]/gu)];
    case 'zero-division':
      return either(/(?:\/\/?|%)\s*((?:len|sum|abs|float|int)\(\s*[\p{L}_$][\p{L}\p{N}_$.]*|[\p{L}_$(][\p{L}\p{N}_$.]*)/gu).map((name) =>
        /^(?:len|sum|abs|float|int)$/.test(name)
          ? (new RegExp(`${name}\\(\\s*([\\p{L}_$][\\p{L}\\p{N}_$]*)`, 'u').exec(code)?.[1] ?? name)
          : name,
      );
    case 'not-iterable':
      return either(/\bin\s+([\p{L}_$][\p{L}\p{N}_$.]*)/gu);
    case 'operand-types':
    case 'unpack-count':
    case 'bad-value':
    case 'argument-type':
    case 'unhashable':
      return either(/(?<![\p{L}\p{N}_$.])([\p{L}_$][\p{L}\p{N}_$]*)(?!\s*\()/gu);
    case 'missing-argument':
    case 'argument-count':
    case 'unexpected-argument':
    case 'duplicate-argument':
      return holes['function'] !== undefined
        ? [holes['function'].replace(/\(\)$/, '').split('.').at(-1) ?? '']
        : either(/([\p{L}_$][\p{L}\p{N}_$.]*)\s*\(/gu);
    case 'not-callable':
      return either(/([\p{L}_$][\p{L}\p{N}_$.]*)\s*\(/gu);
    case 'undefined-name':
    case 'unbound-name':
      return holes['name'] === undefined ? [] : [holes['name']];
    default:
      return [];
  }
}

function pythonValues(problem: Problem, family: Family, source: SourceText): Origin[] {
  const scopes = pythonScopes(source.text);
  const at = source.offsetAt(problem.location.range.start);
  const here = problem.location.range.start.line;
  const scope = scopes.scopeAt(at);
  const out: Origin[] = [];
  for (const name of [...new Set(namesOn(problem, family, source))].slice(0, MAX_NAMES)) {
    const home = scopes.resolve(name, scope);
    if (home === undefined && family === 'undefined-name') out.push(...elsewhere(name, scopes, problem.location.path, source));
    // The object a method belongs to comes from no line.
    if (home === undefined || home === 'builtin' || name === 'self' || name === 'cls') continue;
    const binding = nearest(home.bindings.get(name) ?? [], at, home === scope, here, source);
    if (!binding) continue;
    const line = source.lineOf(binding.from);
    if (line === here && binding.kind !== 'param') continue;
    out.push({ path: problem.location.path, line, says: says(name, binding, home), code: source.line(line).trim().slice(0, MAX_CODE) });
  }
  return out;
}

/** The last place before the failing one that gives the name its value; where the function runs later, the last of all. */
function nearest(bindings: readonly Binding[], at: number, sameScope: boolean, here: number, source: SourceText): Binding | undefined {
  const before = bindings.filter((binding) => (sameScope ? binding.from < at && source.lineOf(binding.from) !== here : true));
  return before.at(-1) ?? bindings.find((binding) => binding.kind === 'param') ?? bindings[0];
}

function says(name: string, { kind }: Binding, home: Scope): string {
  switch (kind) {
    case 'param':
      return `'${name}' is a parameter${home.name ? ` of ${home.name}` : ''}: its value comes from the call`;
    case 'import':
      return `'${name}' is imported here`;
    case 'def':
    case 'class':
      return `'${name}' is defined here`;
    case 'for':
      return `'${name}' is one item after the other of this loop`;
    default:
      return `'${name}' gets its value here`;
  }
}

/** A name that is bound, but not where it can be seen from. */
function elsewhere(name: string, scopes: PythonScopes, path: string, source: SourceText): Origin[] {
  for (const scope of scopes.scopes) {
    const binding = scope.kind === 'comprehension' || scope.kind === 'lambda' ? undefined : scope.bindings.get(name)?.[0];
    if (!binding) continue;
    const line = source.lineOf(binding.from);
    return [
      {
        path,
        line,
        says: `a '${name}' exists only inside ${scope.name ? `${scope.kind} ${scope.name}` : 'this ' + scope.kind}: it can't be seen from here`,
        code: source.line(line).trim().slice(0, MAX_CODE),
      },
    ];
  }
  return [];
}

/** Without a tree: the nearest line above that declares or assigns the name. */
function scriptValues(problem: Problem, family: Family, source: SourceText): Origin[] {
  const here = problem.location.range.start.line;
  const out: Origin[] = [];
  for (const name of [...new Set(namesOn(problem, family, source))].slice(0, MAX_NAMES)) {
    if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) continue;
    const escaped = name.replaceAll('$', '\\$');
    const assigned = new RegExp(
      `(?<![\\p{L}\\p{N}_$.])(?:(?:const|let|var|function|class)\\s+${escaped}(?![\\p{L}\\p{N}_$])|${escaped}\\s*=(?![=>]))`,
      'u',
    );
    for (let line = Math.min(here, source.lineCount) - 1; line >= 0; line--) {
      const code = source.line(line);
      if (code.length > 1_000 || !assigned.test(code)) continue;
      out.push({
        path: problem.location.path,
        line,
        says: /\b(?:function|class)\b/.test(code) ? `'${name}' is defined here` : `'${name}' gets its value here`,
        code: code.trim().slice(0, MAX_CODE),
      });
      break;
    }
  }
  return out;
}
