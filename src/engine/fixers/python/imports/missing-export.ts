/**
 * Mistake: a name imported from a module that does not define it: a slip, or a name that moved to another module.
 *
 * Before:  `from collections import Mapping`    After:  `from collections.abc import Mapping`
 * Before:  `from itertools import pi`           After:  `from math import pi`
 * Before:  `from json import load_s`            After:  `from json import loads`
 *
 * When not: no module is known to define the name.
 *
 * Tests: fixers.test.ts, names.test.ts
 */
import { familyOf } from '../../../detect/family';
import { replace, type OffsetEdit } from '../../../syntax/edits';
import { BUILTINS, children, type ImportedName } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { CONVENTIONAL_MEMBERS } from '../shared/data/aliases';
import { MOVED_ATTRIBUTES } from '../shared/data/renamed';
import { addImport, importStatement } from './import-edit';
import { hole, pythonFile, textOf, type PythonFile } from '../shared/python-file';
import { lead, similarity } from '../shared/similar';
import { standardDefiners, standardExports, standardHas } from '../shared/stdlib';

export const missingExport: Fixer = {
  id: 'python/missing-export',
  languages: PYTHON,
  answers: (problem) => familyOf(problem) === 'missing-export' && problem.signature.holes['name'] !== undefined,
  async propose(context) {
    const file = pythonFile(context);
    const name = hole(context, 'name') ?? '';
    const here = file.scopes.imports.filter((it) => it.member === name);
    const it = here.find((known) => known.node.to >= file.from && known.node.from <= file.to) ?? here[0];
    if (!it) return [];
    return [...moved(file, it, name), ...(await slips(file, it, name))].sort((a, b) => b.confidence - a.confidence).slice(0, 3);
  },
};

interface Name {
  readonly from: number;
  readonly to: number;
  /** End of the name with its alias. */
  readonly end: number;
}

/** Where each imported name stands in its statement. */
function namesOf(file: PythonFile, it: ImportedName): { readonly name: string; readonly at: Name }[] {
  const parts = children(it.node);
  const out: { name: string; at: Name }[] = [];
  let as = false;
  for (const part of parts.slice(parts.findIndex((part) => part.name === 'import') + 1)) {
    if (part.name === 'as') as = true;
    else if (part.name === ',') as = false;
    else if (part.name === 'VariableName') {
      const last = out.at(-1);
      if (as && last) out[out.length - 1] = { name: last.name, at: { ...last.at, end: part.to } };
      else out.push({ name: textOf(file, part), at: { from: part.from, to: part.to, end: part.to } });
    }
  }
  return out;
}

function moved(file: PythonFile, it: ImportedName, name: string): Proposal[] {
  const names = namesOf(file, it);
  const target = MOVED_ATTRIBUTES[`${it.module}.${name}`];
  if (target && BUILTINS.has(target)) return [builtIn(file, it, names, name, target)];
  const places: { readonly module: string; readonly member: string | undefined; readonly confidence: number }[] = [];
  if (target?.includes('.'))
    places.push({ module: target.slice(0, target.lastIndexOf('.')), member: target.slice(target.lastIndexOf('.') + 1), confidence: 0.94 });
  // A module of its own today: `from sklearn.externals import joblib`.
  else if (target !== undefined) places.push({ module: target, member: undefined, confidence: 0.92 });
  else {
    const convention = CONVENTIONAL_MEMBERS.get(name);
    const all = standardDefiners(name, file.minor);
    const home = convention && standardHas(convention, name, file.minor) ? convention : all.length === 1 ? all[0] : undefined;
    if (home && home !== it.module && standardExports(it.module, file.minor))
      places.push({ module: home, member: name, confidence: convention ? 0.9 : 0.75 });
  }
  return places.map(({ module, member, confidence }) => {
    const alias = it.aliased ? it.name : (member ?? module) === name ? undefined : name;
    const wish = { module, ...(member === undefined ? {} : { member }), ...(alias && alias !== member ? { alias } : {}) };
    const explanation = `'${name}' is not part of '${it.module}'; ${member === undefined ? `'${module}' is a module of its own` : `'${module}' has it${member === name ? '' : ` as '${member}'`}`}.`;
    const own = names.find((known) => known.name === name);
    if (names.length === 1 && own) {
      return {
        title: `Import '${name}' from '${module}'`,
        explanation,
        edits: [replace(it.node.from, it.node.to, importStatement(wish))],
        confidence,
      };
    }
    // All names of the statement moved to the same place: one change of the module does.
    const path = children(it.node).filter((part) => part.name === 'VariableName')[0];
    const together =
      member !== undefined && names.every((known) => MOVED_ATTRIBUTES[`${it.module}.${known.name}`] === `${module}.${known.name}`);
    if (together && path) {
      const from = it.node.from + 'from'.length;
      const until = children(it.node).find((part) => part.name === 'import');
      if (until)
        return { title: `Import them from '${module}'`, explanation, edits: [replace(from, until.from, ` ${module} `)], confidence };
    }
    return {
      title: `Import '${name}' from '${module}'`,
      explanation,
      edits: [...without(names, name), ...addImport(file, wish)],
      confidence,
    };
  });
}

/** Code that must run under both Pythons keeps the import, from six. */
const BUILT_IN = 0.88;

/** `from itertools import izip`: what it was is built in today. All such names of the statement go together. */
function builtIn(
  file: PythonFile,
  it: ImportedName,
  names: readonly { readonly name: string; readonly at: Name }[],
  name: string,
  target: string,
): Proposal {
  const gone = file.scopes.imports.filter(
    (other) => other.node.from === it.node.from && BUILTINS.has(MOVED_ATTRIBUTES[`${it.module}.${other.member ?? ''}`] ?? ''),
  );
  const edits: OffsetEdit[] = gone.flatMap((other) => {
    const now = MOVED_ATTRIBUTES[`${it.module}.${other.member ?? ''}`] ?? '';
    return file.scopes.uses
      .filter((use) => use.name === other.name && use.name !== now && file.scopes.resolve(use.name, use.scope) === other.scope)
      .map((use) => replace(use.from, use.to, now));
  });
  const left = names.filter((known) => !gone.some((other) => other.member === known.name));
  const first = names[0];
  const last = names.at(-1);
  if (left.length === 0) {
    const { source } = file.context;
    const line = source.lineOf(it.node.from);
    const next = source.lineStarts[source.lineOf(it.node.to) + 1] ?? file.text.length;
    edits.push(replace(source.lineStarts[line] ?? it.node.from, next, ''));
  } else if (first && last)
    edits.push(replace(first.at.from, last.at.end, left.map((known) => file.text.slice(known.at.from, known.at.end)).join(', ')));
  return {
    title: `Use the built-in '${target}'`,
    explanation: `'${it.module}.${name}' is the built-in '${target}' in Python 3.`,
    edits,
    confidence: it.scope === file.scopes.module ? BUILT_IN : 0.7,
  };
}

/** Takes one name out of a list of several. */
function without(names: readonly { readonly name: string; readonly at: Name }[], name: string): OffsetEdit[] {
  const index = names.findIndex((known) => known.name === name);
  const own = names[index];
  const next = names[index + 1];
  const before = names[index - 1];
  if (!own) return [];
  if (next) return [replace(own.at.from, next.at.from, '')];
  return before ? [replace(before.at.end, own.at.end, '')] : [];
}

async function slips(file: PythonFile, it: ImportedName, name: string): Promise<Proposal[]> {
  const { interpreter, python } = file.context.workspace;
  const known =
    standardExports(it.module, file.minor) ??
    (await python.exports(it.module)) ??
    (it.module.startsWith('.') ? undefined : await interpreter?.exports(it.module));
  const wanted = new Set(file.scopes.undefinedUses().map((use) => use.name));
  const matches: { name: string; score: number; used: boolean }[] = [];
  for (const candidate of known ?? wanted) {
    const near = similarity(name, candidate);
    if (near >= 0.6) matches.push({ name: candidate, score: near + (wanted.has(candidate) ? 0.3 : 0), used: wanted.has(candidate) });
  }
  matches.sort((a, b) => b.score - a.score);
  const [first] = matches;
  const own = namesOf(file, it).find((entry) => entry.name === name);
  if (!first || !own) return [];
  const edits: OffsetEdit[] = [replace(own.at.from, own.at.to, first.name)];
  if (!it.aliased && !first.used) {
    for (const use of file.scopes.uses)
      if (use.name === name && file.scopes.resolve(name, use.scope) === it.scope) edits.push(replace(use.from, use.to, first.name));
  }
  const confidence = first.used ? 0.95 : Math.min(0.85, lead(matches, 0.65) - 0.05);
  return confidence < 0.4
    ? []
    : [
        {
          title: `Change '${name}' to '${first.name}'`,
          explanation: known
            ? `'${it.module}' has '${first.name}', not '${name}'.`
            : `The code uses '${first.name}', which nothing defines.`,
          edits,
          confidence,
        },
      ];
}
