/**
 * Mistake: pytest does not find a package of the workspace: it lies in `src/`, or in the root, which plain `pytest` does not look into.
 *
 * Before:  `[tool.pytest.ini_options]` without a path, the package in `src/`   After:  and `pythonpath = ["src"]`
 *
 * When not: no file holds pytest's settings, or pytest is older than 7, which had no such setting.
 */
import path from 'node:path';
import { insert, type OffsetEdit } from '../../../syntax/edits';
import { SourceText } from '../../../syntax/source-text';
import { PYTHON, type FixContext, type Fixer } from '../../fixer';
import { fileOfModule } from '../shared/own-modules';
import { hole } from '../shared/python-file';

export const testPath: Fixer = {
  id: 'python/test-path',
  languages: PYTHON,
  family: 'python/imports',
  answers: {
    families: ['missing-module'],
    where: ({ command, signature }) => /\bpytest\b|\bpy\.test\b/.test(command?.line ?? '') && signature.holes['module'] !== undefined,
  },
  async propose(context) {
    const { workspace, problem } = context;
    const [top = ''] = (hole(context, 'module') ?? '').split('.');
    const home = await fileOfModule(workspace, top);
    if (home === undefined || !/^\w+$/.test(top)) return [];
    const [folder = ''] = path.relative(workspace.root, home).split(path.sep);
    const isInRoot = folder === top || folder === `${top}.py`;
    // `python -m pytest` looks into the current folder.
    if (isInRoot && /-m\s+pytest/.test(problem.command?.line ?? '')) return [];
    const major = Number.parseInt((await workspace.interpreter?.packageVersion('pytest')) ?? '7', 10);
    const place = isInRoot ? '.' : folder;
    const setting = major >= 7 ? await settingOf(context, place) : undefined;
    if (!setting) return [];
    return [
      {
        title: `Let pytest look into '${place}' (${path.basename(setting.path)})`,
        explanation: `'${top}' lies in ${isInRoot ? 'the root of the workspace' : `'${folder}/'`}, where pytest does not look for modules unless it is told to, or the package is installed (python3 -m pip install -e .).`,
        edits: [],
        otherFiles: [setting],
        variant: isInRoot ? 'root-as-test-path' : 'source-folder-as-test-path',
      },
    ];
  },
};

interface Setting {
  readonly path: string;
  readonly source: SourceText;
  readonly edits: readonly OffsetEdit[];
}

/** Where pytest reads its settings, in the order it looks. */
const PLACES = [
  { name: 'pytest.ini', section: '[pytest]', isToml: false, always: true },
  { name: 'pyproject.toml', section: '[tool.pytest.ini_options]', isToml: true, always: false },
  { name: 'tox.ini', section: '[pytest]', isToml: false, always: false },
  { name: 'setup.cfg', section: '[tool:pytest]', isToml: false, always: false },
] as const;

async function settingOf({ workspace }: FixContext, folder: string): Promise<Setting | undefined> {
  let project: { readonly path: string; readonly text: string } | undefined;
  for (const { name, section, isToml, always } of PLACES) {
    const at = path.join(workspace.root, name);
    const text = await workspace.files.read(at);
    if (text === undefined) continue;
    if (name === 'pyproject.toml') project = { path: at, text };
    const source = new SourceText(text);
    const lines = Array.from({ length: source.lineCount }, (_, line) => source.line(line));
    const head = lines.findIndex((line) => line.trim() === section);
    if (head < 0 && !always) continue;
    const end = lines.findIndex((line, i) => i > head && /^\s*\[/.test(line));
    const body = lines.slice(head + 1, end < 0 ? undefined : end);
    if (head < 0 || body.some((line) => /^\s*pythonpath\s*=/.test(line))) return undefined;
    const last = head + 1 + body.findLastIndex((line) => line.trim() !== '');
    return { path: at, source, edits: [below(source, last, written(folder, isToml))] };
  }
  if (!project || /^\s*\[tool\.pytest\b/m.test(project.text)) return undefined;
  const source = new SourceText(project.text);
  const { eol } = source;
  const gap = project.text === '' || project.text.endsWith(eol + eol) ? '' : project.text.endsWith(eol) ? eol : eol + eol;
  return {
    path: project.path,
    source,
    edits: [insert(project.text.length, `${gap}[tool.pytest.ini_options]${eol}${written(folder, true)}${eol}`)],
  };
}

const written = (folder: string, isToml: boolean): string => `pythonpath = ${isToml ? `["${folder}"]` : folder}`;

function below(source: SourceText, line: number, text: string): OffsetEdit {
  const next = source.lineStarts[line + 1];
  return next === undefined ? insert(source.text.length, `${source.eol}${text}`) : insert(next, `${text}${source.eol}`);
}
