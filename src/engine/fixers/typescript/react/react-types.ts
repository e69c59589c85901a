// Types of React as the file writes them: `React.ReactNode` where it has React as a whole, else a name of its import from 'react'.

import type * as tsModule from 'typescript';
import type { OffsetEdit } from '../../../syntax/edits';
import { at } from '../framework/checked-proposals';
import { countUses } from '../framework/identifiers';
import type { ScriptView } from '../../../project/typescript-requests';

export interface WrittenType {
  /** How the type is named there. */
  readonly name: string;
  /** The import that it needs; empty where it needs none. */
  readonly edits: readonly OffsetEdit[];
}

interface Wanted {
  /** The module, 'react' where absent. */
  readonly from?: string;
  /** Values (`createRoot`) stand in no type import, and there is no React that is known without one. */
  readonly areValues?: boolean;
  /** Import by name even where `React.` would do: React's own types may not be there. */
  readonly byName?: boolean;
}

/** How names of React are written in a file, and the imports that takes. */
export function reactNames(
  { ts, file, text }: Pick<ScriptView, 'ts' | 'file' | 'text'>,
  names: readonly string[],
  { from = 'react', areValues = false, byName = false }: Wanted = {},
): { readonly names: readonly string[]; readonly edits: readonly OffsetEdit[] } {
  const clauses = file.statements.flatMap((one) =>
    ts.isImportDeclaration(one) && ts.isStringLiteral(one.moduleSpecifier) && one.moduleSpecifier.text === from && one.importClause
      ? [one.importClause]
      : [],
  );
  const lists = clauses.flatMap((clause) =>
    clause.namedBindings && ts.isNamedImports(clause.namedBindings)
      ? [{ isTypeOnly: clause.isTypeOnly, elements: clause.namedBindings.elements }]
      : [],
  );
  const elements = lists.flatMap((list) => list.elements);
  const bound = new Map(elements.map((one): [string, string] => [one.propertyName?.text ?? one.name.text, one.name.text]));
  const missing = names.filter((name) => !bound.has(name));
  const written = (prefix = ''): string[] => names.map((name) => bound.get(name) ?? `${prefix}${name}`);
  if (missing.length === 0) return { names: written(), edits: [] };
  const whole = clauses
    .map(
      ({ name, namedBindings }) =>
        name?.text ?? (namedBindings && ts.isNamespaceImport(namedBindings) ? namedBindings.name.text : undefined),
    )
    .find((name) => name !== undefined);
  // A file that names its types one by one goes on so.
  const types = elements.filter((one) => one.isTypeOnly || IS_TYPE.test(one.name.text));
  const listsTypes = types.length > 0 || lists.some((list) => list.isTypeOnly);
  const isTaken = missing.some((name) => countUses(text, name) > 0);
  if (whole !== undefined && (!listsTypes || isTaken)) return { names: written(`${whole}.`), edits: [] };
  // To types React is known as a whole, whether it is imported or not.
  if (!areValues && (isTaken || (!listsTypes && !byName))) return { names: written('React.'), edits: [] };
  const into = areValues ? lists.find((list) => !list.isTypeOnly) : (lists.find((list) => list.isTypeOnly) ?? lists[0]);
  const last = into?.elements.at(-1);
  if (into && last) {
    const isPlain = areValues || into.isTypeOnly || (types.length > 0 && !types.some((one) => one.isTypeOnly));
    return { names: written(), edits: [at(last.getEnd(), missing.map((name) => `, ${isPlain ? '' : 'type '}${name}`).join(''))] };
  }
  return {
    names: written(),
    edits: [newImport({ ts, file, text }, `import ${areValues ? '' : 'type '}{ ${missing.join(', ')} } from`, from)],
  };
}

/** Names of React that are types only, by how they end. */
const IS_TYPE =
  /^[A-Z]\w*(?:Event|EventHandler|Element|Node|RefObject|Props|PropsWithChildren|Action|Dispatch|Attributes)$|^(?:FC|Ref|Dispatch|JSX)$/;

/** A line of its own before the first import, quoted and ended as the others are. `head` is all before the module's name. */
export function newImport({ ts, file, text }: Pick<ScriptView, 'ts' | 'file' | 'text'>, head: string, from: string): OffsetEdit {
  const imports = file.statements.filter(ts.isImportDeclaration);
  const [first] = imports;
  const quote = first?.moduleSpecifier.getText(file).startsWith('"') ? '"' : "'";
  const end = first && !first.getText(file).endsWith(';') ? '' : ';';
  const line = text.includes('\r\n') ? '\r\n' : '\n';
  const where = (first ?? file.statements[0])?.getStart(file) ?? 0;
  return at(where, `${head} ${quote}${from}${quote}${end}${line}${first ? '' : line}`);
}

/** One name. */
export function reactType(view: Pick<ScriptView, 'ts' | 'file' | 'text'>, name: string, wanted?: Wanted): WrittenType {
  const { names, edits } = reactNames(view, [name], wanted);
  return { name: names[0] ?? name, edits };
}

/** A call of the hook, as `useState(…)` or `React.useState(…)`; `createContext` and its like are called the same way. */
export function calledName(ts: ScriptView['ts'], node: tsModule.Node | undefined): string | undefined {
  if (!node || !ts.isCallExpression(node)) return undefined;
  const { expression } = node;
  if (ts.isIdentifier(expression)) return expression.text;
  return ts.isPropertyAccessExpression(expression) && ts.isIdentifier(expression.expression) ? expression.name.text : undefined;
}

/** DOM types by tag, where React's own types are not at hand. */
const TAG_TYPES: Readonly<Record<string, string>> = {
  a: 'HTMLAnchorElement',
  button: 'HTMLButtonElement',
  canvas: 'HTMLCanvasElement',
  dialog: 'HTMLDialogElement',
  div: 'HTMLDivElement',
  form: 'HTMLFormElement',
  iframe: 'HTMLIFrameElement',
  img: 'HTMLImageElement',
  input: 'HTMLInputElement',
  label: 'HTMLLabelElement',
  li: 'HTMLLIElement',
  ol: 'HTMLOListElement',
  p: 'HTMLParagraphElement',
  select: 'HTMLSelectElement',
  span: 'HTMLSpanElement',
  svg: 'SVGSVGElement',
  table: 'HTMLTableElement',
  td: 'HTMLTableCellElement',
  textarea: 'HTMLTextAreaElement',
  tr: 'HTMLTableRowElement',
  ul: 'HTMLUListElement',
  video: 'HTMLVideoElement',
  audio: 'HTMLAudioElement',
};

export const typeOfTag = (tag: string): string | undefined => (Object.hasOwn(TAG_TYPES, tag) ? TAG_TYPES[tag] : undefined);

/** The element of an attribute, if it is one of HTML's own: its tag in lower case. */
export function tagOf(ts: ScriptView['ts'], attribute: tsModule.JsxAttribute): string | undefined {
  const element = attribute.parent.parent;
  return ts.isIdentifier(element.tagName) && /^[a-z]/.test(element.tagName.text) ? element.tagName.text : undefined;
}
