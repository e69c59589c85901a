/**
 * Mistake: a test replaces a name by its dotted path, and the module on that path has no such name: it lives in another one, or is misspelt.
 *
 * Before:  `monkeypatch.setattr("box.storage.cache_folder", …)`    After:  `monkeypatch.setattr("box.paths.cache_folder", …)`
 *
 * When not: no module of the workspace, or several, define the name.
 */
import { replace } from '../../../syntax/edits';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { nodesAt, pythonFile, type PythonFile } from '../shared/python-file';
import { nearNames, slipFeatures, slipVariant } from '../shared/similar';

const NOT_THERE = [
  /^'module' object at (?<module>[\w.]+) has no attribute '(?<name>\w+)'$/,
  /^<module '(?<module>[\w.]+)'(?: from .*)?> (?:does not have the attribute|has no attribute) '(?<name>\w+)'$/,
] as const;

/** As much of the name must stay for another one of the module to be meant. */
const MIN_SIMILARITY = 0.65;

export const patchedName: Fixer = {
  id: 'python/patched-name',
  languages: PYTHON,
  family: 'python/frameworks',
  answers: { messages: NOT_THERE },
  async propose(context) {
    const file = pythonFile(context);
    const groups = NOT_THERE.map((pattern) => pattern.exec(context.problem.message)?.groups).find((it) => it !== undefined);
    const module = groups?.['module'] ?? '';
    const name = groups?.['name'] ?? '';
    const { python } = context.workspace;
    const known = await python.exports(module);
    if (!known) return [];
    const text = textsAt(file).find((it) => it.content === `${module}.${name}`);
    const [match, ...others] = nearNames(name, known, MIN_SIMILARITY, () => 0);
    if (match)
      return named(file, text, name, match.name, slipVariant(name, [match, ...others]), slipFeatures(name, [match, ...others]), module);
    const definers = (await python.definers(name)).filter((it) => !/(?:^|\.)(?:tests?|conftest|test_\w+|\w+_test)(?:\.|$)/.test(it));
    const [home] = definers;
    if (home === undefined || definers.length > 1 || !text) return [];
    return [
      {
        title: `Replace '${home}.${name}'`,
        explanation: `'${module}' has no name '${name}' of its own: it is defined in '${home}', and looked up there.`,
        edits: [replace(text.from, text.to, `${home}.${name}`)],
        variant: 'where-it-is-defined',
      },
    ];
  },
};

function named(
  file: PythonFile,
  text: Text | undefined,
  typed: string,
  meant: string,
  variant: string,
  features: Readonly<Record<string, number>>,
  module: string,
): Proposal[] {
  const whole = text ?? textsAt(file).find((it) => it.content === typed);
  if (!whole) return [];
  return [
    {
      title: `Change '${typed}' to '${meant}'`,
      explanation: `'${module}' has '${meant}', not '${typed}'.`,
      edits: [replace(whole.to - typed.length, whole.to, meant)],
      variant,
      features,
    },
  ];
}

interface Text {
  readonly content: string;
  /** Of the content, without its quotes. */
  readonly from: number;
  readonly to: number;
}

/** Plain texts on the problem's lines; a decorator stands above the lines of the test that it is for. */
function textsAt(file: PythonFile): Text[] {
  const near = nodesAt(file, 'String');
  const all = near.length > 0 ? near : [];
  const out = all.flatMap((node) => content(file, node.from, node.to));
  if (out.length > 0) return out;
  const found: Text[] = [];
  file.scopes.tree.iterate({
    enter: (ref) => {
      if (ref.name === 'String') found.push(...content(file, ref.from, ref.to));
    },
  });
  return found;
}

function content(file: PythonFile, from: number, to: number): Text[] {
  const match = /^(["'])([\w.]+)\1$/.exec(file.text.slice(from, to));
  return match?.[2] === undefined ? [] : [{ content: match[2], from: from + 1, to: to - 1 }];
}
