/**
 * Mistake: the text is right, and a setting of the project says otherwise: the kind of modules in package.json, an option in tsconfig.json.
 *
 * Before:  `import fs from 'fs'` and `"type": "commonjs"`                    After:  `"type": "module"`
 * Before:  `<p>hi</p>` without the option `jsx`                              After:  `"jsx": "react-jsx"`
 * Before:  `import express from 'express'` without `esModuleInterop`         After:  `"esModuleInterop": true`
 *
 * When not: the settings can't be read, or other files of the project need them as they are.
 */
import * as path from 'node:path';
import type * as tsModule from 'typescript';
import { packageOf } from '../framework/package-of';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';

const IMPORT = /^(?:Cannot use import statement outside a module|Unexpected token 'export')/;
const REQUIRE = /^(?:require|module|exports) is not defined in ES module scope/;
const BUNDLED = /Top-level await is currently not supported with the "cjs" output format/;

interface Option {
  readonly codes: readonly string[];
  readonly name: string;
  readonly value: string | true;
  readonly says: string;
}

const OPTIONS: readonly Option[] = [
  { codes: ['TS17004'], name: 'jsx', value: 'react-jsx', says: 'JSX is read only where the option says how.' },
  {
    codes: ['TS1259', 'TS1192'],
    name: 'esModuleInterop',
    value: true,
    says: 'Modules of the older kind have a default export only with this option.',
  },
  { codes: ['TS2732'], name: 'resolveJsonModule', value: true, says: 'JSON files can be imported only with this option.' },
  { codes: ['TS1219'], name: 'experimentalDecorators', value: true, says: 'Decorators of this kind are read only with this option.' },
];

export const projectSettings: TypedRule = {
  id: 'typescript/project-settings',
  family: 'typescript/modules',
  answers: {
    codes: ['SyntaxError', 'ReferenceError', 'Error', ...OPTIONS.flatMap(({ codes }) => codes)],
    where: ({ errorType, message }) =>
      OPTIONS.some(({ codes }) => codes.includes(errorType)) || IMPORT.test(message) || REQUIRE.test(message) || BUNDLED.test(message),
  },
  propose(place) {
    const option = OPTIONS.find(({ codes }) => codes.includes(place.errorType) || codes.includes(`TS${place.code}`));
    if (option) return compilerOption(place, option);
    return packageType(place);
  },
};

/** `"type"` of package.json, where all scripts of the package are of the other kind. */
function packageType(place: TypedPlace): TypedProposal[] {
  const manifest = packageOf(place);
  if (!manifest || manifest.path.includes('/node_modules/') || !/\.[jt]sx?$/.test(place.path)) return [];
  const wanted = REQUIRE.test(place.message) ? 'commonjs' : 'module';
  const now = manifest.fields['type'];
  if (now === wanted || (wanted === 'commonjs' && now !== 'module')) return [];
  if (!ownScripts(place, path.posix.dirname(manifest.path)).every((text) => isOfKind(text, wanted))) return [];
  const edits = setProperty(place, manifest.text, [], 'type', wanted);
  return edits
    ? [
        {
          variant: `type-${wanted}`,
          title: `Set "type" to "${wanted}" in package.json`,
          explanation: `The files of this package are written as ${wanted === 'module' ? 'ES modules' : 'CommonJS'}; package.json says otherwise.`,
          edits: [],
          otherFiles: [{ path: manifest.path, text: manifest.text, edits }],
        },
      ]
    : [];
}

/** Texts of the package's scripts that Node reads by package.json. */
function ownScripts({ folder, path: file, text }: TypedPlace, top: string): string[] {
  const folders = new Set([path.posix.dirname(file), top]);
  for (const name of folder.files(file))
    if (name.startsWith(`${top}/`) && !name.includes('/node_modules/')) folders.add(path.posix.dirname(name));
  return [...folders]
    .flatMap((one) => folder.scriptsIn(one))
    .filter((name) => /\.[jt]sx?$/.test(name) && !name.endsWith('.d.ts'))
    .slice(0, 200)
    .map((name) => (name === file ? text : (folder.read(name) ?? '')));
}

const IS_MODULE = /^\s*(?:import\s[^(]*['"]|import\s*['"{*]|export\s)|(?<![\w$.])import\.meta(?![\w$])/m;
const IS_COMMONJS = /(?<![\w$.])(?:require\s*\(\s*['"]|module\.exports|exports\.[\w$]+\s*=)/;

function isOfKind(text: string, kind: 'module' | 'commonjs'): boolean {
  return kind === 'module' ? !IS_COMMONJS.test(text) : !IS_MODULE.test(text);
}

/** An option of the tsconfig.json that the file is read by. */
function compilerOption(place: TypedPlace, { name, value, says }: Option): TypedProposal[] {
  const { ts, folder, message } = place;
  if (name === 'esModuleInterop' && !/esModuleInterop|allowSyntheticDefaultImports/.test(message)) return [];
  const config = ts.findConfigFile(path.posix.dirname(place.path), (file) => folder.exists(file));
  const text = config === undefined ? undefined : folder.read(config);
  if (config === undefined || text === undefined || config.includes('/node_modules/')) return [];
  const edits = setProperty(place, text, ['compilerOptions'], name, value);
  return edits
    ? [
        {
          variant: `option-${name}`,
          title: `Set '${name}' in ${path.posix.basename(config)}`,
          explanation: says,
          edits: [],
          otherFiles: [{ path: config, text, edits }],
        },
      ]
    : [];
}

/** Sets a property of a JSON text with comments; undefined where the text is no such object. */
function setProperty(
  { ts }: TypedPlace,
  text: string,
  within: readonly string[],
  name: string,
  value: string | true,
): TypedProposal['edits'] | undefined {
  const file = ts.parseJsonText('settings.json', text);
  let object: tsModule.Expression | undefined = file.statements[0]?.expression;
  const find = (holder: tsModule.ObjectLiteralExpression, key: string): tsModule.PropertyAssignment | undefined =>
    holder.properties.filter(ts.isPropertyAssignment).find((one) => ts.isStringLiteral(one.name) && one.name.text === key);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const step = /^([ \t]+)"/m.exec(text)?.[1] ?? '  ';
  const written = JSON.stringify(value);
  let depth = 1;
  for (const key of within) {
    if (!object || !ts.isObjectLiteralExpression(object)) return undefined;
    const next: tsModule.PropertyAssignment | undefined = find(object, key);
    if (!next) {
      const open = object.getStart(file) + 1;
      const comma = object.properties.length > 0 ? ',' : eol;
      return [{ start: open, end: open, text: `${eol}${step}"${key}": {${eol}${step}${step}"${name}": ${written}${eol}${step}}${comma}` }];
    }
    object = next.initializer;
    depth++;
  }
  if (!object || !ts.isObjectLiteralExpression(object)) return undefined;
  const there = find(object, name);
  if (there) return [{ start: there.initializer.getStart(file), end: there.initializer.getEnd(), text: written }];
  const last = object.properties.at(-1);
  if (!last) return [{ start: object.getStart(file), end: object.getEnd(), text: `{ "${name}": ${written} }` }];
  const isLong = object.getText(file).includes('\n');
  const line = isLong ? `${eol}${step.repeat(depth)}` : ' ';
  return [{ start: last.getEnd(), end: last.getEnd(), text: `,${line}"${name}": ${written}` }];
}
