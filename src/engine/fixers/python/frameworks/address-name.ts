/**
 * Mistake: an address is asked for by a name that no list of addresses has: without the name of its app, or misspelt.
 *
 * Before:  `reverse("detail")`, in a project whose `blogs/urls.py` says `app_name = "blogs"`    After:  `reverse("blogs:detail")`
 * Before:  `{% url 'detial' %}`                                                                After:  `{% url 'detail' %}`
 *
 * When not: several apps have an address of that name.
 */
import path from 'node:path';
import { insert, replace, type OffsetEdit } from '../../../syntax/edits';
import { SourceText } from '../../../syntax/source-text';
import { PYTHON, type Fixer, type FixContext, type Proposal } from '../../fixer';
import { nearNames, slipFeatures, slipVariant } from '../shared/similar';

const NOT_FOUND = /^Reverse for '([\w:.-]+)' (?:with .*)?not found\./;
const NO_NAMESPACE = /^'([\w-]+)' is not a registered namespace$/;

export const addressName: Fixer = {
  id: 'python/address-name',
  languages: PYTHON,
  family: 'python/frameworks',
  answers: { messages: [NOT_FOUND, NO_NAMESPACE] },
  async propose(context) {
    const lists = await addressLists(context);
    const space = NO_NAMESPACE.exec(context.problem.message)?.[1];
    if (space !== undefined) return withoutNamespace(context, lists, space);
    const asked = NOT_FOUND.exec(context.problem.message)?.[1] ?? '';
    const all = lists.flatMap(({ app, names }) => names.map((name) => (app === undefined ? name : `${app}:${name}`)));
    const bare = asked.slice(asked.lastIndexOf(':') + 1);
    const known = [...new Set(all.filter((name) => name !== asked))];
    const qualified = known.filter((name) => name.slice(name.lastIndexOf(':') + 1) === bare);
    const [one] = qualified;
    if (one !== undefined) return qualified.length === 1 ? instead(context, asked, one, 'with-app-name', {}) : [];
    // `blogs:detial`: within the app that is named, else among all.
    const matches = nearNames(asked, known, MIN_SIMILARITY);
    const [match] = matches;
    return match ? instead(context, asked, match.name, slipVariant(asked, matches), slipFeatures(asked, matches)) : [];
  },
};

const MIN_SIMILARITY = 0.7;

interface AddressList {
  readonly path: string;
  readonly text: string;
  readonly app: string | undefined;
  readonly names: readonly string[];
}

/** What the workspace's `urls.py` files name. */
async function addressLists({ workspace }: FixContext): Promise<AddressList[]> {
  const out: AddressList[] = [];
  for (const at of await workspace.files.list(['.py'])) {
    if (path.basename(at) !== 'urls.py') continue;
    const text = (await workspace.files.read(at)) ?? '';
    out.push({
      path: at,
      text,
      app: /^app_name\s*=\s*["']([\w-]+)["']/m.exec(text)?.[1],
      names: [...text.matchAll(/\bname\s*=\s*["']([\w.-]+)["']/g)].map((match) => match[1] ?? ''),
    });
  }
  return out;
}

/** The text in the code, or in the one template that has it. */
async function instead(
  context: FixContext,
  asked: string,
  meant: string,
  variant: string,
  features: Readonly<Record<string, number>>,
): Promise<Proposal[]> {
  const words = {
    title: `Change '${asked}' to '${meant}'`,
    explanation: meant.endsWith(`:${asked}`)
      ? `The app's 'urls.py' says app_name = '${meant.slice(0, -asked.length - 1)}': its addresses are asked for with that name in front.`
      : `There is no address '${asked}'; '${meant}' is one.`,
    variant,
    features,
  };
  const { source } = context;
  const line = source.lineOf(context.start);
  const end = source.lineStarts[source.lineOf(Math.max(context.start, context.end - 1)) + 1] ?? source.text.length;
  const here = placesOf(source.text, asked, source.lineStarts[line] ?? 0, end);
  if (here.length === 1) return [{ ...words, edits: here.map((at) => replace(at, at + asked.length, meant)) }];
  if (here.length > 1) return [];
  for (const at of (await context.workspace.files.list(['.html', '.txt'])).slice(0, MAX_TEMPLATES)) {
    const text = (await context.workspace.files.read(at)) ?? '';
    const edits: OffsetEdit[] = [...text.matchAll(/\{%\s*url\s+(["'])([\w:.-]+)\1/g)]
      .filter((match) => match[2] === asked)
      .map((match) => {
        const from = match.index + match[0].length - 1 - asked.length;
        return replace(from, from + asked.length, meant);
      });
    if (edits.length > 0) return [{ ...words, edits: [], otherFiles: [{ path: at, source: new SourceText(text), edits }] }];
  }
  return [];
}

const MAX_TEMPLATES = 500;

/** Offsets of a text in quotes. */
function placesOf(text: string, content: string, from: number, to: number): number[] {
  const out: number[] = [];
  for (const quote of ['"', "'"])
    for (let at = text.indexOf(quote + content + quote, from); at >= 0 && at < to; at = text.indexOf(quote + content + quote, at + 1))
      out.push(at + 1);
  return out;
}

/** `reverse("blogs:detail")`, and the app does not say its name. */
function withoutNamespace(context: FixContext, lists: readonly AddressList[], space: string): Proposal[] {
  const own = lists.filter((it) => it.app === undefined && path.basename(path.dirname(it.path)) === space);
  const [list] = own;
  const start = list ? /^urlpatterns\b/m.exec(list.text)?.index : undefined;
  if (!list || start === undefined || own.length > 1 || lists.some((it) => it.app === space)) return [];
  const source = new SourceText(list.text);
  const quote = list.text.split("'").length > list.text.split('"').length ? "'" : '"';
  const edit = insert(start, `app_name = ${quote}${space}${quote}${source.eol}${source.eol}`);
  return [
    {
      title: `Add 'app_name' to '${space}/urls.py'`,
      explanation: `Names with '${space}:' in front are those of an app that calls itself so; its 'urls.py' does not say it yet.`,
      ...(list.path === context.path ? { edits: [edit] } : { edits: [], otherFiles: [{ path: list.path, source, edits: [edit] }] }),
      variant: 'app-name-added',
    },
  ];
}
