/**
 * Mistake: a script of one's own imports models before Django was set up.
 *
 * Before:  `from votes.models import Election` above `django.setup()`    After:  below it
 * Before:  no `django.setup()` at all                                    After:  the settings that `manage.py` names, and `django.setup()`
 *
 * When not: the program is a test run or `manage.py`, which set Django up themselves.
 */
import path from 'node:path';
import type { SyntaxNode } from '@lezer/common';
import { insert, replace, type OffsetEdit } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer } from '../../fixer';
import { editsIn, otherFile } from '../shared/own-modules';
import { pythonFile, textOf, type PythonFile } from '../shared/python-file';

const NOT_SET_UP = [
  /^Requested settings?(?: \w+)?, but settings are not configured\./,
  /^Apps aren't loaded yet\.$/,
  /^Models aren't loaded yet\.$/,
] as const;

export const djangoSetup: Fixer = {
  id: 'python/django-setup',
  languages: PYTHON,
  family: 'python/frameworks',
  answers: { messages: NOT_SET_UP, where: ({ command }) => !/\bpytest\b|\bunittest\b|\bmanage\.py\b/.test(command?.line ?? '') },
  async propose(context) {
    const first = context.problem.frames.find((frame) => frame.own)?.location ?? context.problem.location;
    if (/^(?:manage|wsgi|asgi|conftest)\.py$/.test(path.basename(first.path))) return [];
    const script = await otherFile(pythonFile(context), first.path);
    if (!script) return [];
    const top = children(script.scopes.tree.topNode);
    const own = await context.workspace.python.modules();
    const failing = top.find((node) => node.name === 'ImportStatement' && linesOf(script, node).includes(first.range.start.line));
    if (!failing) return [];
    const setup = top.find((node) => /^(?:django\.)?setup\(\)/.test(textOf(script, node)));
    // What is imported up to the set-up and is no part of Django or of Python may hold models.
    const late = top.filter(
      (node) =>
        node.name === 'ImportStatement' && node.from >= failing.from && (!setup || node.from < setup.from) && needsSetup(script, node, own),
    );
    if (setup) {
      if (late.length === 0) return [];
      return [
        {
          title: `Import below 'django.setup()'`,
          explanation: `Models can only be imported once Django knows its settings and has loaded the apps, which 'django.setup()' does.`,
          ...editsIn(script, context, moved(script, late, setup)),
          variant: 'import-below-setup',
        },
      ];
    }
    const settings = await settingsModule(script);
    if (settings === undefined) return [];
    const { eol } = script.context.source;
    const quote = script.text.split("'").length > script.text.split('"').length ? "'" : '"';
    const imports = script.scopes.imports;
    const isSet = script.text.includes('DJANGO_SETTINGS_MODULE');
    const lines = [
      ...(isSet ? [] : [`os.environ.setdefault(${quote}DJANGO_SETTINGS_MODULE${quote}, ${quote}${settings}${quote})`]),
      'django.setup()',
    ];
    const wanted = [
      ...(isSet || imports.some((it) => it.name === 'os') ? [] : ['import os']),
      ...(imports.some((it) => it.name === 'django') ? [] : ['import django']),
    ];
    const setLine = isSet ? top.find((node) => textOf(script, node).includes('DJANGO_SETTINGS_MODULE')) : undefined;
    if (isSet && !setLine) return [];
    const start = lineStart(script, failing);
    const edits: OffsetEdit[] = [];
    const between = top.filter(
      (node) =>
        node.from > failing.from && setLine && node.from < setLine.from && node.name === 'ImportStatement' && needsSetup(script, node, own),
    );
    if (setLine && setLine.from > failing.from) {
      // The settings are named below: all goes there.
      const end = wholeLines(script, setLine)[1];
      const late = [failing, ...between];
      edits.push(...late.map((node) => replace(...wholeLines(script, node), '')));
      edits.push(insert(start, wanted.map((line) => line + eol).join('')));
      edits.push(insert(end, [...lines, '', ...late.map((node) => textOf(script, node))].map((line) => line + eol).join('')));
    } else edits.push(insert(start, [...wanted, ...(wanted.length > 0 ? [''] : []), ...lines, ''].map((line) => line + eol).join('')));
    return [
      {
        title: `Call 'django.setup()' first`,
        explanation: `A script of one's own must name the settings and call 'django.setup()' before it imports models; 'manage.py' does that for its commands.`,
        ...editsIn(script, context, edits),
        variant: isSet ? 'setup-added' : 'settings-and-setup-added',
      },
    ];
  },
};

const lineStart = (file: PythonFile, node: SyntaxNode): number =>
  file.context.source.lineStarts[file.context.source.lineOf(node.from)] ?? node.from;

function linesOf(file: PythonFile, node: SyntaxNode): number[] {
  const { source } = file.context;
  const first = source.lineOf(node.from);
  return Array.from({ length: source.lineOf(node.to) - first + 1 }, (_, i) => first + i);
}

function wholeLines(file: PythonFile, node: SyntaxNode): [number, number] {
  const { source } = file.context;
  return [lineStart(file, node), source.lineStarts[source.lineOf(node.to) + 1] ?? file.text.length];
}

/** Parts of Django that can be imported without settings. */
const WITHOUT_SETTINGS = /^(?:django$|django\.(?:conf|core|utils|db$|urls|http|test)\b)/;

/** Of Django what holds models or reads settings, and all that is one's own: it may. */
function needsSetup(file: PythonFile, node: SyntaxNode, own: ReadonlySet<string>): boolean {
  return file.scopes.imports.some((it) => {
    if (it.node.from !== node.from) return false;
    const [top = ''] = it.module.split('.');
    return top === 'django' ? !WITHOUT_SETTINGS.test(it.module) : top === 'rest_framework' || top === '' || own.has(top);
  });
}

/** The imports, taken from where they are to below a statement. */
function moved(file: PythonFile, late: readonly SyntaxNode[], below: SyntaxNode): OffsetEdit[] {
  const { source } = file.context;
  const { eol } = source;
  const edits: OffsetEdit[] = [];
  // Of a run of imports that stands apart the empty line behind it goes, too.
  let [last, isApart] = [-2, false];
  for (const node of late) {
    const [from, to] = wholeLines(file, node);
    const [line, next] = [source.lineOf(node.from), source.lineOf(node.to) + 1];
    if (line !== last) isApart = line === 0 || source.line(line - 1).trim() === '';
    last = next;
    const isLast = next < source.lineCount && source.line(next).trim() === '';
    edits.push(replace(from, isApart && isLast ? (source.lineStarts[next + 1] ?? to) : to, ''));
  }
  const end = wholeLines(file, below)[1];
  const text = late.map((node) => textOf(file, node)).join(eol);
  const isEnd = end >= file.text.length && !file.text.endsWith(eol);
  edits.push(insert(end, `${isEnd ? eol : ''}${eol}${text}${eol}`));
  return edits;
}

/** The module of the settings, as `manage.py` beside the script or in the root names it. */
async function settingsModule(script: PythonFile): Promise<string | undefined> {
  const { files, root } = script.context.workspace;
  for (const folder of [path.dirname(script.context.path), root]) {
    const text = await files.read(path.join(folder, 'manage.py'));
    const found = /DJANGO_SETTINGS_MODULE["']\s*,\s*["']([\w.]+)["']/.exec(text ?? '')?.[1];
    if (found) return found;
  }
  return undefined;
}
