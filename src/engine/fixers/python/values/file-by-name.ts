/**
 * Mistake: the name of a file is given where an open file is wanted.
 *
 * Before:  `json.dump(settings, "settings.json")`       After:  `with open("settings.json", "w") as f:` / `json.dump(settings, f)`
 * Before:  `data = json.load("settings.json")`          After:  `with open("settings.json") as f:` / `data = json.load(f)`
 * Before:  `pickle.dump(model, "model.pkl")`            After:  `with open("model.pkl", "wb") as f:` / `pickle.dump(model, f)`
 *
 * When not: the text does not look like a file's name.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { originOf } from '../shared/origin';
import { argumentsOf, enclosing, memberOf, nodesAt, pythonFile, textOf } from '../shared/python-file';

const WRITTEN = /^'str' object has no attribute 'write'|^file must have a 'write' attribute$/;
const READ = /^'str' object has no attribute 'read'|^file must have 'read' and 'readline' attributes$/;
const FILE_NAME = /^[rRfF]?["'][^"'\n]*\.\w{1,8}["']$/;
/** Modules that read and write files, and whether as bytes. */
const BYTES: Readonly<Record<string, boolean>> = {
  json: false,
  yaml: false,
  toml: false,
  csv: false,
  pickle: true,
  tomllib: true,
  marshal: true,
  dill: true,
};

export const fileByName: Fixer = {
  id: 'python/file-by-name',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [WRITTEN, READ] },
  propose(context) {
    const file = pythonFile(context);
    const isWrite = WRITTEN.test(context.problem.message);
    for (const call of nodesAt(file, 'CallExpression')) {
      const member = call.firstChild ? memberOf(call.firstChild) : undefined;
      const callee = call.firstChild ? textOf(file, member ? member.property : call.firstChild) : '';
      const module = file.scopes.imports.find((it) => it.name === (member ? textOf(file, member.object) : callee))?.module ?? '';
      const bytes = BYTES[module.split('.')[0] ?? ''];
      const at = /dump/.test(callee) ? 1 : 0;
      const given = argumentsOf(call)[at];
      if (bytes === undefined || !given?.value || given.name || !(isWrite ? /dump/ : /load|reader/).test(callee)) continue;
      if (!FILE_NAME.test(textOf(file, originOf(file, given.value)))) continue;
      const statement = enclosing(call, 'ExpressionStatement', 'AssignStatement', 'ReturnStatement');
      const { source } = context;
      const line = source.lineOf(call.from);
      if (!statement || source.lineOf(statement.from) !== source.lineOf(statement.to)) continue;
      const indent = /^[ \t]*/.exec(source.line(line))?.[0] ?? '';
      if ((source.lineStarts[line] ?? 0) + indent.length !== statement.from) continue;
      const handle = freeName(file.text);
      const mode = `${isWrite ? 'w' : 'r'}${bytes ? 'b' : ''}`;
      const name = textOf(file, given.value);
      return [
        {
          title: `Open the file: 'with open(${name.slice(0, 30)}, …)'`,
          explanation: `'${callee}' takes an open file, and was given the name of one.`,
          edits: [
            insert(
              statement.from,
              `with open(${name}${mode === 'r' ? '' : `, ${quoteOf(given.value, file.text)}${mode}${quoteOf(given.value, file.text)}`}) as ${handle}:${source.eol}${indent}    `,
            ),
            replace(given.from, given.to, handle),
          ],
          variant: isWrite ? 'opened-to-write' : 'opened-to-read',
        },
      ];
    }
    return [];
  },
};

const quoteOf = (node: SyntaxNode, text: string): string => /^["']/.exec(text.slice(node.from, node.to))?.[0] ?? '"';

const freeName = (text: string): string =>
  ['f', 'file', 'handle'].find((name) => !new RegExp(`\\b${name}\\b(?=\\s*(?:=|\\()|\\.)`).test(text)) ?? 'opened_file';
