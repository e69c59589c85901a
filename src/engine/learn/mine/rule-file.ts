// A rule as a file: YAML in ast-grep's rule syntax where that can say it, so that `ast-grep scan` runs it too; what only Self-Heal knows stands
// under `metadata.self-heal`. A person may edit pattern, fix and constraints: then these count.

import * as v from 'valibot';
import { isMap, isScalar, LineCounter, parseDocument, stringify, type Document } from 'yaml';
import { LANGUAGES } from '../../language';
import { failure, success, type Failure, type Result } from '../../result';
import { AST_GREP_LANGUAGE, fromAstGrep } from './ast-grep';
import { isTooGeneral, specialOf } from './check-rule';
import { ruleId, type AstGrepRule, type LearnedRule } from './rule';

const VERSION = 1;
const MAX_TEXT = 256 * 1024;
const MAX_ATOMS = 400;

const text = (max: number): v.GenericSchema<string> => v.pipe(v.string(), v.maxLength(max));
const zone = v.picklist(['code', 'string', 'text']);
const AtomSchema = v.variant('kind', [
  v.object({ kind: v.literal('token'), text: text(10_000), zone }),
  v.object({
    kind: v.literal('hole'),
    id: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)),
    of: v.picklist(['name', 'string', 'number', 'word', 'element', 'chain', 'run', 'list', 'any', 'lines']),
    only: v.exactOptional(v.pipe(v.array(text(10_000)), v.maxLength(1_000))),
    matches: v.exactOptional(text(1_000)),
    message: v.exactOptional(text(200)),
  }),
  v.object({ kind: v.literal('edge') }),
  v.object({ kind: v.literal('stop') }),
]);
const AtomsSchema = v.pipe(v.array(AtomSchema), v.maxLength(MAX_ATOMS));
const GapSchema = v.union([text(10_000), v.object({ keep: v.picklist(['lead', 'trail']) })]);
const OwnSchema = v.object({
  version: v.literal(VERSION),
  language: v.picklist(LANGUAGES),
  errorType: v.exactOptional(text(200)),
  shape: v.exactOptional(text(4_000)),
  given: v.exactOptional(v.record(text(200), text(4_000))),
  examples: v.pipe(v.array(text(200)), v.maxLength(10_000)),
  places: v.pipe(v.number(), v.integer(), v.minValue(0)),
  reach: v.exactOptional(v.tuple([v.number(), v.number()])),
  everywhere: v.exactOptional(v.boolean()),
  disabled: v.exactOptional(v.boolean()),
  valid: v.pipe(v.array(text(10_000)), v.maxLength(100)),
  invalid: v.pipe(v.array(v.object({ before: text(10_000), after: text(10_000) })), v.maxLength(100)),
  written: v.exactOptional(
    v.object({ pattern: text(10_000), fix: text(10_000), regex: v.exactOptional(v.record(text(20), text(10_000))) }),
  ),
  find: v.exactOptional(
    v.object({
      left: AtomsSchema,
      core: AtomsSchema,
      right: AtomsSchema,
      roles: v.array(v.picklist(['value', 'module', 'import', 'type', 'parameter', 'definition', 'text', 'string'])),
      member: v.exactOptional(v.boolean()),
      called: v.exactOptional(v.boolean()),
      behind: v.exactOptional(v.picklist(['member', 'itself', 'end', 'path', 'text'])),
      parts: v.boolean(),
    }),
  ),
  replace: v.exactOptional(
    v.object({
      pieces: v.pipe(
        v.array(
          v.variant('kind', [
            v.object({ kind: v.literal('text'), text: text(10_000), gap: text(10_000) }),
            v.object({ kind: v.literal('hole'), id: v.number(), gap: text(10_000), join: v.exactOptional(text(10)) }),
            v.object({ kind: v.literal('message'), name: text(200), gap: text(10_000) }),
          ]),
        ),
        v.maxLength(MAX_ATOMS),
      ),
      lead: GapSchema,
      trail: GapSchema,
    }),
  ),
});

/** The file's text. */
export function writeRule(rule: LearnedRule): string {
  const { astGrep, find, replace, tests } = rule;
  const own = {
    version: VERSION,
    language: rule.language,
    ...(rule.errorType === undefined ? {} : { errorType: rule.errorType }),
    ...(rule.shape === undefined ? {} : { shape: rule.shape }),
    ...(rule.given === undefined ? {} : { given: rule.given }),
    examples: rule.examples,
    places: rule.places,
    ...(rule.reach === undefined ? {} : { reach: rule.reach }),
    ...(rule.everywhere ? { everywhere: true } : {}),
    ...(rule.disabled ? { disabled: true } : {}),
    valid: tests.valid,
    invalid: tests.invalid,
    ...(astGrep ? { written: astGrep } : {}),
    find,
    replace,
  };
  const file = {
    id: rule.id,
    language: AST_GREP_LANGUAGE[rule.language],
    message: rule.title,
    severity: astGrep && !rule.disabled ? 'hint' : 'off',
    rule: {
      // A pattern that only Self-Heal can match: for ast-grep one that is nowhere.
      ...(astGrep ? { pattern: astGrep.pattern } : { kind: 'ERROR', regex: '^\\b$' }),
      ...(rule.inside === undefined ? {} : { inside: { kind: rule.inside, stopBy: 'end' } }),
    },
    ...(astGrep?.regex ? { constraints: Object.fromEntries(Object.entries(astGrep.regex).map(([name, regex]) => [name, { regex }])) } : {}),
    ...(astGrep ? { fix: astGrep.fix } : {}),
    metadata: { 'self-heal': own },
  };
  return `# Learned by Self-Heal from accepted fixes. Edit pattern, fix and constraints, or delete the file.\n${stringify(file, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}

/** The rule's tests as `ast-grep test` reads them. */
export const writeRuleTests = ({ id, tests }: LearnedRule): string =>
  stringify({ id, valid: tests.valid, invalid: tests.invalid.map(({ before }) => before) }, { lineWidth: 0, aliasDuplicateObjects: false });

/** The text of a rule file with the rule switched off, or on again; all else stays as a person wrote it. Refused where it holds no rule. */
export function switchRule(content: string, off: boolean): Result<string, 'invalid'> {
  const read = readRule(content);
  if (!read.ok) return read;
  const document = parseDocument(content);
  const own = ['metadata', 'self-heal'];
  if (!document.hasIn(own)) {
    // A rule in ast-grep's words alone: the least that our own field has to hold.
    const { language } = read.value;
    document.setIn(own, document.createNode({ version: VERSION, language, examples: [], places: 0, valid: [], invalid: [] }));
  }
  if (off) document.setIn([...own, 'disabled'], true);
  else document.deleteIn([...own, 'disabled']);
  document.set('severity', off || !read.value.astGrep ? 'off' : 'hint');
  return success(document.toString({ lineWidth: 0 }));
}

/** The rule in a file's text; the message names the line, where it is one line's fault. Whether its fix parses, `checkRule` says. Never throws. */
export function readRule(content: string): Result<LearnedRule, 'invalid'> {
  if (content.length > MAX_TEXT) return failure('invalid', `It is larger than ${MAX_TEXT / 1024} KB.`);
  const counter = new LineCounter();
  const document = parseDocument(content, { lineCounter: counter, uniqueKeys: true, maxAliasCount: 0 } as Parameters<
    typeof parseDocument
  >[1]);
  const [error] = document.errors;
  if (error)
    return failure(
      'invalid',
      `Line ${counter.linePos(error.pos[0]).line}: ${(error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '')}.`,
    );
  const fault = (path: readonly (string | number)[], message: string): Failure<'invalid'> =>
    failure('invalid', `Line ${lineOf(document, counter, path)}: ${message}.`);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 0 });
  } catch {
    return failure('invalid', 'It refers to parts of itself, which a rule may not.');
  }
  if (!isRecord(value)) return failure('invalid', 'Line 1: it is no rule: a rule has id, language, rule and fix.');
  const metadata = isRecord(value['metadata']) ? value['metadata']['self-heal'] : undefined;
  const own = metadata === undefined ? undefined : v.safeParse(OwnSchema, metadata, { abortEarly: true });
  if (own && !own.success) {
    const [issue] = own.issues;
    const path = ['metadata', 'self-heal', ...(issue.path ?? []).map(({ key }) => key as string | number)];
    return fault(path, `${path.slice(2).join('.') || 'self-heal'} is missing or wrong`);
  }
  const known = own?.output;
  const language =
    known?.language ?? LANGUAGES.find((id) => AST_GREP_LANGUAGE[id].toLowerCase() === String(value['language']).toLowerCase());
  if (!language) return fault(['language'], 'language has to be Python, TypeScript, Tsx or JavaScript');
  const rule = value['rule'];
  if (!isRecord(rule)) return fault(['rule'], 'rule is missing');
  const inside = isRecord(rule['inside']) && typeof rule['inside']['kind'] === 'string' ? rule['inside']['kind'] : undefined;
  const said = astGrepOf(value, rule);
  if (typeof said !== 'string' && said && !(known?.find && known.replace && known.written && same(said, known.written))) {
    for (const key of Object.keys(rule))
      if (key !== 'pattern' && key !== 'inside')
        return fault(['rule', key], `'${key}' is not understood here; a rule has pattern and inside`);
    if (rule['inside'] !== undefined && inside === undefined) return fault(['rule', 'inside'], 'inside has to name a kind');
    const made = fromAstGrep(language, said);
    if (typeof made === 'string') return fault(made.startsWith('the fix') ? ['fix'] : ['constraints'], made);
    return finished(value, { language, find: made.find, replace: made.replace, known, said, inside });
  }
  if (typeof said === 'string')
    return fault(
      said === 'fix' ? ['fix'] : ['constraints'],
      said === 'fix' ? 'fix is missing' : 'constraints have to give a regex for each hole',
    );
  if (!known?.find || !known.replace) return fault(['rule'], 'pattern is missing');
  return finished(value, { language, find: known.find, replace: known.replace, known, said, inside });
}

interface Parts {
  readonly language: LearnedRule['language'];
  readonly find: LearnedRule['find'];
  readonly replace: LearnedRule['replace'];
  readonly known: v.InferOutput<typeof OwnSchema> | undefined;
  readonly said: AstGrepRule | undefined;
  readonly inside: string | undefined;
}

function finished(file: Record<string, unknown>, { language, find, replace, known, said, inside }: Parts): Result<LearnedRule, 'invalid'> {
  const bare = {
    language,
    find,
    replace,
    ...(known?.errorType === undefined ? {} : { errorType: known.errorType }),
    ...(known?.shape === undefined ? {} : { shape: known.shape }),
    ...(known?.given === undefined ? {} : { given: known.given }),
  };
  const special = specialOf(bare);
  if (isTooGeneral(bare)) return failure('invalid', 'Its pattern fits nearly everything; it has to name something.');
  return success({
    ...bare,
    id: ruleId(bare),
    title:
      typeof file['message'] === 'string'
        ? file['message'].slice(0, 200)
        : typeof file['id'] === 'string'
          ? file['id'].slice(0, 200)
          : 'rule',
    examples: known?.examples ?? [],
    places: known?.places ?? 0,
    ...(known?.reach === undefined ? {} : { reach: known.reach }),
    special: Math.round(special * 100) / 100,
    tests: { valid: known?.valid ?? [], invalid: known?.invalid ?? [] },
    ...(said ? { astGrep: said } : {}),
    ...(inside === undefined ? {} : { inside }),
    ...(known?.everywhere ? { everywhere: true } : {}),
    ...(known?.disabled ? { disabled: true } : {}),
  });
}

/** undefined where the file has no pattern for ast-grep; the name of the part that is wrong. */
function astGrepOf(file: Record<string, unknown>, rule: Record<string, unknown>): AstGrepRule | 'fix' | 'constraints' | undefined {
  const { pattern } = rule;
  if (typeof pattern !== 'string') return undefined;
  const fix = file['fix'];
  if (typeof fix !== 'string') return 'fix';
  const regex: Record<string, string> = {};
  if (file['constraints'] !== undefined) {
    if (!isRecord(file['constraints'])) return 'constraints';
    for (const [name, constraint] of Object.entries(file['constraints'])) {
      if (!isRecord(constraint) || typeof constraint['regex'] !== 'string') return 'constraints';
      regex[name] = constraint['regex'];
    }
  }
  return { pattern, fix, ...(Object.keys(regex).length > 0 ? { regex } : {}) };
}

const same = (a: AstGrepRule, b: AstGrepRule): boolean =>
  a.pattern === b.pattern && a.fix === b.fix && JSON.stringify(a.regex ?? {}) === JSON.stringify(b.regex ?? {});

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** One-based line of a part of the file; of the nearest part around it that is there. */
function lineOf(document: Document, counter: LineCounter, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (pair && isScalar(pair.key) && pair.key.range) return counter.linePos(pair.key.range[0]).line;
    }
    const node = document.getIn(path.slice(0, length), true);
    if (isScalar(node) && node.range) return counter.linePos(node.range[0]).line;
  }
  return 1;
}
