// How a report of a TypeScript or JavaScript program is written down: its text, the files beside it, the compiler's options, and what would be right.

const DEDENT = /^ {4}/gm;
const text = (code) => `${code.replace(/^\n/, '').replace(DEDENT, '').trimEnd()}\n`;
const isSettings = (one) => !Array.isArray(one) && !(one instanceof RegExp);
const report =
  (language, file) =>
  (kind, code, ...rest) => {
    const { files = {}, options = {} } = rest.find(isSettings) ?? {};
    return {
      kind,
      language,
      file,
      before: text(code),
      files: Object.fromEntries(Object.entries(files).map(([name, other]) => [name, text(other)])),
      options,
      right: rest.filter((one) => !isSettings(one)).map((edits) => (edits instanceof RegExp || Array.isArray(edits[0]) ? edits : [edits])),
    };
  };
export const node = report('javascript', 'main.mjs');
export const script = report('javascript', 'main.cjs');
export const types = report('typescript', 'src/main.ts');
export const DOM = { lib: ['es2022', 'dom', 'dom.iterable'] };
export const NODE = { types: ['node'] };
export const ESM = '{ "type": "module" }';
