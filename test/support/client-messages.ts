// What the client's sources say to a person: the messages that they have translated, and words that are shown as they stand.

import * as fs from 'node:fs';
import * as path from 'node:path';
import ts from 'typescript';

const CLIENT = path.join(import.meta.dirname, '../../src/client');

export interface ClientMessages {
  /** First arguments of `l10n.t`, each with the file it stands in. */
  readonly messages: ReadonlyMap<string, string>;
  /** `file:line: text` of calls whose message is no literal, which no list of translations can know. */
  readonly unreadable: readonly string[];
  /** `file:line: text` of words that a person sees untranslated. */
  readonly untranslated: readonly string[];
}

/** Properties whose words are shown. */
const SHOWN =
  /^(?:title|placeHolder|placeholder|prompt|label|detail|description|saveLabel|openLabel|tooltip|invocationMessage|apply|text|message|validationMessage)$/;
/** Calls whose words are shown. */
const SHOWING =
  /^(?:new UserError|showMessage|tellWithReport|showPage|section|askWithProgress|window\.show\w+Message|window\.setStatusBarMessage)$/;
/** Names and examples, the same in all languages; titles of commands, which package.json has translated; what only the log says. */
const SAME =
  /^(?:Self-Heal|OpenAI|Anthropic|Qwen|OpenRouter|Azure OpenAI|Your own fix|Last Request\.txt|NameError, TypeError, .*|TypeError: 'NoneType' .*|Qwen\/Qwen.*|npm test|Python(?: \0)?)$/;
const SKIPPED = new Set(['commands/debug-information.ts']);

export function clientMessages(): ClientMessages {
  const messages = new Map<string, string>();
  const unreadable: string[] = [];
  const untranslated: string[] = [];
  const files = fs
    .readdirSync(CLIENT, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .sort();
  for (const file of files) {
    const source = ts.createSourceFile(file, fs.readFileSync(path.join(CLIENT, file), 'utf8'), ts.ScriptTarget.Latest, true);
    const at = (node: ts.Node): string =>
      `${file}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}: ${node.getText(source)}`;
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && /^(?:vscode\.)?l10n\.t$/.test(node.expression.getText(source))) {
        const message = messageOf(node.arguments[0]);
        if (message === undefined) unreadable.push(at(node));
        else if (!messages.has(message)) messages.set(message, file);
        node.arguments.slice(1).forEach(visit);
        return;
      }
      if (!SKIPPED.has(file)) for (const words of shownBy(node, source)) untranslated.push(at(words));
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { messages, unreadable, untranslated };
}

function messageOf(first: ts.Expression | undefined): string | undefined {
  return first && ts.isStringLiteralLike(first) ? first.text : undefined;
}

/** Literals with words in them that a property or a call shows by itself. */
function shownBy(node: ts.Node, source: ts.SourceFile): readonly ts.Node[] {
  if (ts.isPropertyAssignment(node) && SHOWN.test(node.name.getText(source))) {
    // The titles of the table of commands are package.json's.
    const isCommand = source.fileName === 'commands/table.ts' && has(node.parent, 'run', source);
    return isCommand ? [] : literals(node.initializer);
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isPropertyAccessExpression(node.left))
    return SHOWN.test(node.left.name.text) ? literals(node.right) : [];
  if (ts.isCallExpression(node) && SHOWING.test(node.expression.getText(source))) return node.arguments.flatMap(literals);
  if (ts.isNewExpression(node) && SHOWING.test(`new ${node.expression.getText(source)}`)) return (node.arguments ?? []).flatMap(literals);
  return [];
}

const has = (object: ts.ObjectLiteralExpression, property: string, source: ts.SourceFile): boolean =>
  object.properties.some((one) => one.name?.getText(source) === property);

function literals(node: ts.Expression): readonly ts.Node[] {
  if (ts.isConditionalExpression(node)) return [...literals(node.whenTrue), ...literals(node.whenFalse)];
  if (ts.isParenthesizedExpression(node)) return literals(node.expression);
  if (ts.isBinaryExpression(node)) return [...literals(node.left), ...literals(node.right)];
  if (ts.isStringLiteralLike(node)) return isWords(node.text) ? [node] : [];
  if (ts.isTemplateExpression(node))
    return isWords([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('\0')) ? [node] : [];
  return [];
}

/** A sentence, or a word that begins like one: no id, no name of a file, no icon. */
function isWords(text: string): boolean {
  const bare = text.replace(/\$\([\w~-]+\)/g, '').trim();
  if (SAME.test(bare) || /^Self-Heal: \0$/.test(bare)) return false;
  return /^[A-Z][a-z]/.test(bare) || /[A-Za-z]{2,}[\s\0]+[\s\0]*\S|\S[\s]+[A-Za-z]{2,}/.test(bare);
}
