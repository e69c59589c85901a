/**
 * Mistake: JSX in a project whose tsconfig.json does not say what becomes of it.
 *
 * Before:  `"compilerOptions": { "strict": true }`       After:  `"compilerOptions": { "jsx": "react-jsx", "strict": true }`
 *
 * When not: there is no tsconfig.json, or it takes the option from another one.
 */
import { at } from '../framework/checked-proposals';
import type { TypedRule } from '../framework/typed-rule';

export const jsxOption: TypedRule = {
  id: 'typescript/jsx-option',
  family: 'typescript/modules',
  answers: { codes: ['TS17004', 'TS6142'] },
  propose({ ts, path, folder, file }) {
    const config = ts.findConfigFile(path.slice(0, path.lastIndexOf('/')) || '/', (name: string) => folder.exists(name));
    const text = config === undefined ? undefined : folder.read(config);
    if (config === undefined || text === undefined || /"jsx"\s*:/.test(text)) return [];
    const options = /"compilerOptions"\s*:\s*\{/.exec(text);
    const start = options ? options.index + options[0].length : text.indexOf('{') + 1;
    if (start === 0) return [];
    const [gap = ' '] = /^\s*/.exec(text.slice(start)) ?? [];
    const isEmpty = /^\s*\}/.test(text.slice(start));
    // What the file imports React for says how its elements are made.
    const value =
      /import (?:\* as )?React\b/.test(file.text) &&
      !/"react":\s*"[\^~]?(?:1[7-9]|[2-9]\d)/.test(
        folder.read(`${config.slice(0, config.lastIndexOf('/'))}/package.json`) ?? '"react": "19"',
      )
        ? 'react'
        : 'react-jsx';
    const option = `"jsx": "${value}"`;
    const edit = options
      ? at(start, `${gap || ' '}${option}${isEmpty ? '' : ','}`)
      : at(start, `${gap || ' '}"compilerOptions": { ${option} }${isEmpty ? '' : ','}`);
    return [
      {
        variant: 'jsx-in-config',
        title: `Add '${option}' to tsconfig.json`,
        explanation:
          'Nothing says what is to become of the elements in this file. With this option they become calls that React understands.',
        edits: [],
        otherFiles: [{ path: config, text, edits: [edit] }],
      },
    ];
  },
};
