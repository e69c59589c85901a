/**
 * Mistake: a time with a time zone meets one without.
 *
 * Before:  `due < datetime.now()`, due being aware       After:  `due < datetime.now(timezone.utc)`
 * Before:  `datetime.utcnow()`                           After:  `datetime.now(timezone.utc)`
 * Before:  `datetime(2024, 1, 1)`                        After:  `datetime(2024, 1, 1, tzinfo=timezone.utc)`
 *
 * When not: more than one place could have made the time without a zone, here or in the files beside.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace, type OffsetEdit } from '../../../syntax/edits';
import { PYTHON, type Fixer, type FixContext, type Proposal } from '../../fixer';
import { sourceOf } from '../shared/origin';
import { argumentsOf, memberOf, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';
import { otherPythonFiles, type WorkspaceFile } from '../shared/other-files';
import { nameOfDatetime } from './dates';

const MESSAGE = /^can't (?:compare|subtract) offset-naive and offset-aware datetimes$/;
const MAX_FILES = 200;

export const timeZones: Fixer = {
  id: 'python/time-zones',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [MESSAGE] },
  async propose(context) {
    const file = pythonFile(context);
    const zone = zoneOf(file);
    // What stands on the line, or is read from there, comes first.
    const near = new Map<number, SyntaxNode>();
    for (const node of nodesAt(file, 'VariableName', 'MemberExpression', 'CallExpression')) {
      const made = sourceOf(file, node, (call) => isNaive(file, call));
      if (made) near.set(made.from, made);
    }
    const own = near.size > 0 ? [...near.values()] : naiveIn(file);
    const [only] = own;
    if (only && own.length === 1) return [proposal(file, only, zone, near.size > 0 ? 'made-here' : 'made-in-file')];
    return own.length === 0 ? elsewhere(context) : [];
  },
};

/** The zone that the other time has, as the file says it; UTC where it says none. */
function zoneOf(file: PythonFile): string | undefined {
  const named = /(?:tz|tzinfo)\s*=\s*((?:zoneinfo\.)?ZoneInfo\(\s*["'][^"'()]+["']\s*\)|pytz\.utc|pytz\.UTC|[A-Z][A-Z_]*\b|UTC\b)/.exec(
    file.text,
  )?.[1];
  const given =
    /\.(?:now|fromtimestamp|astimezone)\(\s*((?:zoneinfo\.)?ZoneInfo\(\s*["'][^"'()]+["']\s*\)|pytz\.utc|pytz\.UTC|[A-Z][A-Z_]*\b)\s*\)/.exec(
      file.text,
    )?.[1];
  return named ?? given;
}

/** A call that makes a time without a zone. */
function isNaive(file: PythonFile, call: SyntaxNode): boolean {
  const callee = call.firstChild ? textOf(file, call.firstChild) : '';
  const all = argumentsOf(call);
  if (/(?:^|\.)(?:datetime)\.(?:utcnow|today)$/.test(callee) || /(?:^|\.)datetime\.now$/.test(callee)) return all.length === 0;
  if (/(?:^|\.)datetime\.(?:fromtimestamp|utcfromtimestamp)$/.test(callee)) return all.length === 1;
  if (/(?:^|\.)datetime\.strptime$/.test(callee))
    return all[1]?.value?.name === 'String' && !/%z/i.test(textOf(file, all[1].value)) && !isReplaced(file, call);
  if (/(?:^|\.)datetime\.fromisoformat$/.test(callee))
    return all[0]?.value?.name === 'String' && !/(?:Z|[+-]\d\d:?\d\d)["']$/.test(textOf(file, all[0].value)) && !isReplaced(file, call);
  return (
    /^(?:datetime|datetime\.datetime|dt\.datetime)$/.test(callee) &&
    all.length >= 3 &&
    !all.some((it) => it.stars !== '' || (it.name && textOf(file, it.name) === 'tzinfo')) &&
    !isReplaced(file, call)
  );
}

/** `….replace(tzinfo=…)`, `….astimezone(…)`: it gets its zone at once. */
function isReplaced(file: PythonFile, call: SyntaxNode): boolean {
  const member = call.parent ? memberOf(call.parent) : undefined;
  return member !== undefined && /^(?:replace|astimezone|localize)$/.test(textOf(file, member.property));
}

function naiveIn(file: PythonFile): SyntaxNode[] {
  const out: SyntaxNode[] = [];
  file.scopes.tree.iterate({
    enter: (ref) => {
      if (ref.name === 'CallExpression' && isNaive(file, ref.node)) out.push(ref.node);
    },
  });
  return out;
}

function edited(file: PythonFile, call: SyntaxNode, zone: string | undefined): { readonly edits: OffsetEdit[]; readonly text: string } {
  const callee = call.firstChild ? textOf(file, call.firstChild) : '';
  const name = zone === undefined ? nameOfDatetime(file, 'timezone') : { text: zone, edits: [] };
  const text = zone ?? `${name.text}.utc`;
  const method = memberOf(call.firstChild ?? call)?.property;
  if (/\.(?:strptime|fromisoformat)$/.test(callee)) return { edits: [insert(call.to, `.replace(tzinfo=${text})`), ...name.edits], text };
  if (method && /\.(?:utcnow|today|now)$/.test(callee))
    return { edits: [replace(method.from, call.to, `now(${text})`), ...name.edits], text };
  if (method && /\.utcfromtimestamp$/.test(callee))
    return { edits: [replace(method.from, method.to, 'fromtimestamp'), insert(call.to - 1, `, ${text}`), ...name.edits], text };
  if (/\.fromtimestamp$/.test(callee)) return { edits: [insert(call.to - 1, `, ${text}`), ...name.edits], text };
  return { edits: [insert(argumentsOf(call).at(-1)?.to ?? call.to - 1, `, tzinfo=${text}`), ...name.edits], text };
}

function proposal(file: PythonFile, call: SyntaxNode, zone: string | undefined, variant: string): Proposal {
  const { edits, text } = edited(file, call, zone);
  return {
    title: `Give it a time zone: '${text}'`,
    explanation: `'${textOf(file, call).slice(0, 40)}' has no time zone, the time it meets has one: only times of a kind compare.`,
    edits,
    variant,
  };
}

/** The one place in the other files of the workspace that makes a time without a zone. */
async function elsewhere(context: FixContext): Promise<Proposal[]> {
  const found: (WorkspaceFile & { readonly call: SyntaxNode })[] = [];
  const wanted = {
    path: (path: string) => !/(?:^|[\\/])(?:test_[^\\/]*|[^\\/]*_test|conftest)\.py$/.test(path),
    text: (text: string) => text.includes('datetime'),
  };
  for await (const one of otherPythonFiles(context, MAX_FILES, wanted)) {
    for (const call of naiveIn(one.file)) found.push({ ...one, call });
    if (found.length > 1) return [];
  }
  if (context.signal.aborted) return [];
  const [only] = found;
  if (!only) return [];
  const { edits, text } = edited(only.file, only.call, zoneOf(only.file));
  return [
    {
      title: `Give it a time zone where it is made: '${text}'`,
      explanation: `'${textOf(only.file, only.call).slice(0, 40)}' has no time zone, the time it meets has one: only times of a kind compare.`,
      edits: [],
      otherFiles: [{ path: only.path, source: only.file.context.source, edits }],
      variant: 'made-elsewhere',
    },
  ];
}
