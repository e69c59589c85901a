// Names that say that a value guards something.

import type { Node } from 'web-tree-sitter';
import { enclosing } from './scope';

export const PASSWORD = /passw(?:or)?d|passwd|passphrase|(?:^|_)pwd(?:$|_)|^pw$/i;
/** A token of a parser or of a text is none of these. */
const TOKEN =
  /(?:api|access|auth|refresh|bearer|reset|session|csrf|xsrf|secret|verify|verification|login|invite|security|user|bot|jwt)_?tokens?$|^_?token$|_token$|[a-z]Token$|^(?:generate|create|make|new|get|random)_?token$|(?:generate|create|make|new|random)\w*_?Token$|passw(?:or)?d|passwd|passphrase|secret|(?:api|secret|private|encryption)_?key$|session_?id$|(?:^|_)otp(?:_?code)?$|^(?:generate|send|create)_?otp|one_?time_?(?:code|password)|(?:verification|reset|auth|recovery|invite|confirmation)_?code$|(?:^|_)salt$|(?:^|_)nonce$|csrf/i;

/** The name of a secret that a random value goes to; undefined where it goes to none. One of a list of tokens is a word of a text. */
export function secretName(node: Node, functions: ReadonlySet<string>): string | undefined {
  const names = namesRound(node, functions);
  // A boundary of a message has to be unlikely only.
  const name = names.some((one) => /boundary/i.test(one)) ? undefined : names.find((one) => TOKEN.test(one));
  const statement = enclosing(node, STATEMENTS)?.text ?? '';
  return name !== undefined && /\btokens\b/i.test(statement) ? undefined : name;
}

const STATEMENTS: ReadonlySet<string> = new Set([
  'expression_statement',
  'lexical_declaration',
  'variable_declaration',
  'return_statement',
]);

/** Names that a value goes to: what it is assigned to, the key it stands under, the function it is made in. Nearest first. */
export function namesRound(node: Node, functions: ReadonlySet<string>): readonly string[] {
  const names: string[] = [];
  for (let around: Node | null = node.parent; around; around = around.parent) {
    if (
      /^(?:assignment|augmented_assignment|variable_declarator|assignment_expression|augmented_assignment_expression|keyword_argument|pair)$/.test(
        around.type,
      )
    ) {
      const target = around.childForFieldName('left') ?? around.childForFieldName('name') ?? around.childForFieldName('key');
      if (target && target.id !== node.id) names.push(...target.text.split(/[^\w$]+/).filter((one) => one !== ''));
    }
    if (functions.has(around.type)) {
      const name = around.childForFieldName('name')?.text;
      if (name !== undefined) names.push(name);
      else if (around.parent && around.type !== 'lambda') continue;
      break;
    }
    if (/^(?:expression_statement|lexical_declaration)$/.test(around.type)) {
      const own = enclosing(around, functions)?.childForFieldName('name')?.text;
      if (own !== undefined) names.push(own);
      break;
    }
  }
  return names;
}
