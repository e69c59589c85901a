/**
 * Mistake: a file is not found under the name that is written, and it is there under another: misspelt, or in the folder that was listed.
 *
 * Before:  `for name in os.listdir("logs"): open(name)`       After:  `open(os.path.join("logs", name))`
 * Before:  `open("scroes.csv")`, beside `scores.csv`          After:  `open("scores.csv")`
 * Before:  `open("scores.csv")`, with `data/scores.csv`       After:  `open("data/scores.csv")`
 *
 * When not: no file of the workspace, or more than one, could be meant.
 */
import path from 'node:path';
import type { SyntaxNode } from '@lezer/common';
import { replace } from '../../../syntax/edits';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { addImport } from '../imports/import-edit';
import { iteratedFor, originsOf } from '../shared/origin';
import { argumentsOf, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';
import { nearNames, slipFeatures } from '../shared/similar';
import { isInside, liesIn } from '../../../project/inside-folder';

const NOT_FOUND =
  /^\[(?:Errno 2|WinError [23])\] (?:No such file or directory|The system cannot find the [\w ]+): (['"])(.+?)\1(?: -> .*)?$/;
/** What data and settings are called; other files are no program's input. */
const EXTENSIONS = [
  '.csv',
  '.tsv',
  '.txt',
  '.json',
  '.jsonl',
  '.yaml',
  '.yml',
  '.toml',
  '.ini',
  '.cfg',
  '.xml',
  '.html',
  '.md',
  '.sql',
  '.log',
  '.dat',
  '.py',
  '.env',
  '.png',
  '.jpg',
  '.jpeg',
  '.gif',
  '.svg',
  '.xlsx',
  '.pkl',
  '.db',
  '.wav',
  '.mp3',
  '.ttf',
];
const MIN_SIMILARITY = 0.7;

export const fileBeside: Fixer = {
  id: 'python/file-beside',
  languages: PYTHON,
  family: 'python/values',
  answers: { families: ['missing-file'], messages: [NOT_FOUND] },
  async propose(context) {
    const file = pythonFile(context);
    const name = NOT_FOUND.exec(context.problem.message)?.[2] ?? '';
    const listed = fromListing(file);
    if (listed) return [listed];
    return (await otherName(file, name)) ?? [];
  },
};

/** What a loop over the names in a folder gives is opened without the folder. */
function fromListing(file: PythonFile): Proposal | undefined {
  for (const call of nodesAt(file, 'CallExpression')) {
    for (const { value, name } of argumentsOf(call)) {
      if (!value || name || value.name !== 'VariableName') continue;
      const over = iteratedFor(file, value);
      const listing = over && listingIn(file, over);
      const folder = listing ? argumentsOf(listing)[0]?.value : undefined;
      if (!listing || !folder || !/^(?:String|VariableName|MemberExpression|CallExpression|FormatString)$/.test(folder.name)) continue;
      const os = file.scopes.imports.find((it) => it.module === 'os' && it.member === undefined)?.name;
      const joined = `${os ?? 'os'}.path.join(${textOf(file, folder)}, ${textOf(file, value)})`;
      return {
        title: `Put the folder before the name: '${joined.slice(0, 40)}'`,
        explanation:
          "'os.listdir' gives names without their folder; opened like that they are looked for in the folder the program runs in.",
        edits: [...(os === undefined ? addImport(file, { module: 'os' }) : []), replace(value.from, value.to, joined)],
        variant: 'listed-folder',
      };
    }
  }
  return undefined;
}

/** `os.listdir(…)`, also within `sorted(…)` and its like. */
function listingIn(file: PythonFile, node: SyntaxNode, depth = 0): SyntaxNode | undefined {
  for (const step of originsOf(file, node)) {
    if (step.name !== 'CallExpression' || !step.firstChild) continue;
    const callee = textOf(file, step.firstChild);
    if (/^(?:os\.)?listdir$/.test(callee)) return step;
    const inner = argumentsOf(step)[0]?.value;
    if (/^(?:sorted|list|set|reversed|tuple)$/.test(callee) && inner && depth < 3) return listingIn(file, inner, depth + 1);
  }
  return undefined;
}

/** A text of this file that names a file which is there under a like name, or in one folder of the workspace. */
async function otherName(file: PythonFile, name: string): Promise<Proposal[] | undefined> {
  const { workspace, problem } = file.context;
  const literals = textsOf(file, name);
  if (literals.length === 0 || path.isAbsolute(name) || name === '' || /[*?]/.test(name)) return undefined;
  const cwd = problem.command?.cwd ?? workspace.root;
  const inFolder = isInside(workspace.root, cwd) ? cwd : workspace.root;
  const all = (await workspace.files.list(EXTENSIONS))
    .filter((at) => liesIn(inFolder, at))
    .map((at) => path.relative(inFolder, at).replaceAll('\\', '/'));
  const wanted = name.replaceAll('\\', '/').replace(/^\.\//, '');
  const same = all.filter((at) => path.posix.basename(at) === path.posix.basename(wanted));
  const [only] = same;
  const near =
    same.length === 0
      ? nearNames(
          wanted,
          all.filter((at) => path.posix.extname(at) !== '.py' || wanted.endsWith('.py')),
          MIN_SIMILARITY,
        )
      : [];
  const [first, second] = near;
  const meant =
    only !== undefined && same.length === 1
      ? only
      : first && !(second && second.edits === first.edits && second.similarity === first.similarity)
        ? first.name
        : undefined;
  if (meant === undefined) return undefined;
  return [
    {
      title: `Change '${name}' to '${meant}'`,
      explanation: `There is no '${name}' where the program runs; '${meant}' is there.`,
      edits: literals.map((node) => {
        const text = textOf(file, node);
        const at = node.from + text.indexOf(name);
        return replace(at, at + name.length, meant);
      }),
      variant: same.length === 1 ? 'in-other-folder' : 'misspelt-file',
      features: same.length === 1 ? {} : slipFeatures(wanted, near),
    },
  ];
}

/** Plain texts of the file that are the name. */
function textsOf(file: PythonFile, name: string): SyntaxNode[] {
  const out: SyntaxNode[] = [];
  file.scopes.tree.iterate({
    enter: (ref) => {
      if (
        ref.name === 'String' &&
        /^[rRuU]?(["'])/.test(textOf(file, ref.node)) &&
        textOf(file, ref.node).replace(/^[rRuU]?["']|["']$/g, '') === name
      )
        out.push(ref.node);
    },
  });
  return out;
}
