// The two tools for models of the editor's chat: `heal_error` and `find_past_fix`. What they do is the server's; a fix that a model asks to have put in is one
// undo step, recorded like every other.

import {
  Disposable,
  LanguageModelTextPart,
  LanguageModelToolResult,
  MarkdownString,
  l10n,
  lm,
  type CancellationToken,
  type LanguageModelToolInvocationOptions,
} from 'vscode';
import { CallTool, ChooseFix } from '../../protocol';
import { visibleLine } from '../../engine/visible-text';
import { applyFiles } from '../session/apply';
import type { ClientContext, Feature } from '../session/context';
import { recordApplied } from '../session/record-applied';
import { answerOrThrow } from '../session/user-error';

/** As a model fills it in: anything may be missing or of another kind. */
interface GivenInput {
  readonly error?: unknown;
  readonly file?: unknown;
  readonly apply?: unknown;
}

const MAX_SHOWN = 120;

export const registerLanguageModelTools: Feature = (context) =>
  Disposable.from(
    lm.registerTool<GivenInput>('heal_error', {
      prepareInvocation: ({ input }) => {
        const what = described(input);
        const will =
          input.apply === true
            ? l10n.t('A fix that is likely right and adds nothing dangerous is put into the file; one undo takes it back.')
            : l10n.t('Nothing is changed: the fix is shown to the model.');
        return {
          invocationMessage: l10n.t('Looking for a checked fix of {0}', what),
          confirmationMessages: {
            title: l10n.t('Heal an error'),
            message: text(
              l10n.t('Self-Heal looks for a fix of {0} and checks it on a copy, with the checkers of this workspace. {1}', what, will),
            ),
          },
        };
      },
      invoke: (options, token) => invoke(context, 'heal_error', options, token),
    }),
    lm.registerTool<GivenInput>('find_past_fix', {
      prepareInvocation: ({ input }) => ({
        invocationMessage: l10n.t('Looking up how {0} was fixed here before', described(input)),
        confirmationMessages: {
          title: l10n.t('Find a past fix'),
          message: text(
            l10n.t(
              'Self-Heal shows the model fixes of such errors ({0}) that were accepted in this workspace, with the code before and after. Nothing is changed.',
              described(input),
            ),
          ),
        },
      }),
      invoke: (options, token) => invoke(context, 'find_past_fix', options, token),
    }),
  );

async function invoke(
  context: ClientContext,
  name: string,
  { input }: LanguageModelToolInvocationOptions<GivenInput>,
  token: CancellationToken,
): Promise<LanguageModelToolResult> {
  const answer = answerOrThrow(await context.session.ask(CallTool.type, { name, input }, token));
  // A model reads what is thrown, and tries again.
  if (answer.isError) throw new Error(answer.text);
  const ending = answer.apply === undefined ? undefined : (await put(context, answer.apply)) ? answer.applied : answer.notApplied;
  return new LanguageModelToolResult([new LanguageModelTextPart(ending === undefined ? answer.text : `${answer.text}\n\n${ending}`)]);
}

/** Whether the fix is in its files now. */
async function put(context: ClientContext, fix: string): Promise<boolean> {
  try {
    const { files } = answerOrThrow(await context.session.ask(ChooseFix.type, { fix }));
    await applyFiles(files);
    const [first] = files;
    if (first) void recordApplied(context, first.edit.textDocument.uri);
    return true;
  } catch (error) {
    context.log.info(`A fix that a model asked for was not put in: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

/** `TypeError: … in app.py`: the last line of the error, which names it. */
function described({ error, file }: GivenInput): string {
  const last = typeof error === 'string' ? (error.trim().split('\n').at(-1) ?? '') : '';
  const line = visibleLine(last.trim());
  const words = line === '' ? l10n.t('an error') : line.length > MAX_SHOWN ? `${line.slice(0, MAX_SHOWN)}…` : line;
  const name = typeof file === 'string' ? file.split(/[\\/]/).at(-1) : undefined;
  return name ? l10n.t('{0} in {1}', words, visibleLine(name)) : words;
}

/** Words of others are no Markdown. */
const text = (words: string): MarkdownString => new MarkdownString().appendText(words);
