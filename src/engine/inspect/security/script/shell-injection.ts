// A command that is built with values and given to a shell: a value with `;` or `$(…)` in it runs commands of its own.

import type { Node } from 'web-tree-sitter';
import type { OffsetEdit } from '../../../syntax/edits';
import { openHoles, type Built } from '../built-text';
import { writtenWords, wordsOf } from '../command-text';
import { spanOf, type Found, type SecurityFix, type SecurityRule } from '../finding';
import { descendants, named } from '../scope';
import { chainOf, SCRIPT_FUNCTIONS, type ScriptCall, type ScriptProgram } from './program';
import { template } from './write-text';

export const scriptShellInjection: SecurityRule<ScriptProgram> = {
  id: 'shell-injection',
  words: /\bchild_process\b/,
  find: (program) => program.calls.flatMap((call) => found(program, call) ?? []),
};

function found(program: ScriptProgram, call: ScriptCall): Found | undefined {
  const [given, options] = call.given;
  const callee = call.qualified ?? promised(program, call);
  const exec = /^child_process\.(exec|execSync)$/.exec(callee ?? '')?.[1];
  const withShell =
    /^child_process\.(?:spawn|spawnSync|execFile|execFileSync)$/.test(callee ?? '') && call.given.some((one) => hasOption(one, 'shell'));
  if (!given || (exec === undefined && !withShell)) return undefined;
  const expression = program.resolved(given);
  const built = program.built(expression);
  const [open] = built ? openHoles(built) : [];
  if (!built || !open) return undefined;
  const direct =
    exec !== undefined && call.qualified !== undefined && given.id === expression.id && !(options && hasOption(options, 'shell'));
  const fix = direct ? fixOf(program, call, given, built, exec) : undefined;
  return {
    ...spanOf(expression),
    message: `'${open.source.slice(0, 40)}' becomes part of a command that a shell reads. A value that holds ';', '|' or '$(…)' runs commands of its own, with the rights of this program.`,
    needed: "Give the program and its arguments apart: 'execFile(program, [argument, …])' starts it without a shell.",
    ...(fix ? { fix } : {}),
  };
}

/** `const run = promisify(exec)` */
function promised(program: ScriptProgram, call: ScriptCall): string | undefined {
  const callee = call.node.childForFieldName('function');
  const value = callee?.type === 'identifier' ? program.resolved(callee) : undefined;
  if (value?.type !== 'call_expression') return undefined;
  const by = program.callOf(value);
  const [of] = by.given;
  return by.name === 'promisify' && of ? program.qualified(of) : undefined;
}

function hasOption(node: Node, name: string): boolean {
  return (
    node.type === 'object' &&
    named(node).some((pair) => pair.childForFieldName('key')?.text === name && pair.childForFieldName('value')?.type !== 'false')
  );
}

function fixOf(program: ScriptProgram, call: ScriptCall, given: Node, built: Built, exec: string): SecurityFix | undefined {
  const words = wordsOf(built);
  const quote = program.text.charAt(given.startIndex) === '"' ? '"' : "'";
  const list = words && writtenWords(words, (text) => `${quote}${text}${quote}`, template);
  const callee = call.node.childForFieldName('function');
  if (!list || !callee) return undefined;
  const [second] = call.given.slice(1);
  if (second && second.type !== 'object' && !SCRIPT_FUNCTIONS.has(second.type) && !/^(?:cb|callback|done|options|opts)$/.test(second.text))
    return undefined;
  const name = exec === 'exec' ? 'execFile' : 'execFileSync';
  const [file = '', ...rest] = list;
  const edits: OffsetEdit[] = [{ start: given.startIndex, end: given.endIndex, text: `${file}, [${rest.join(', ')}]` }];
  if (callee.type === 'member_expression') {
    const property = callee.childForFieldName('property');
    if (!property) return undefined;
    edits.push({ start: property.startIndex, end: property.endIndex, text: name });
  } else {
    if (chainOf(callee) !== exec) return undefined;
    edits.push({ start: callee.startIndex, end: callee.endIndex, text: name });
    if (program.imports.get(name) !== `child_process.${name}`) {
      const imported = importOf(program, exec);
      if (!imported || program.imports.has(name)) return undefined;
      edits.push({ start: imported.endIndex, end: imported.endIndex, text: `, ${name}` });
    }
  }
  return {
    title: `Use '${name}' with a list of arguments, without a shell`,
    explanation: 'The program gets its arguments as a list and no shell reads them: each value stays one argument, whatever it holds.',
    edits,
  };
}

/** Where `exec` is named in an import of its module. */
function importOf(program: ScriptProgram, name: string): Node | undefined {
  return descendants(program.root, ['import_specifier', 'shorthand_property_identifier_pattern']).find(
    (one) => one.text === name && /child_process/.test((one.parent?.parent?.parent ?? one).text),
  );
}
