// Models of the editor, as another extension offers them. The tests say how they answer; without a word of theirs they answer with numbers.

import { LanguageModelTextPart, lm, type CancellationToken, type Disposable, type LanguageModelChatMessage } from 'vscode';

/** What the tests set and look at. */
export interface TestModels {
  /** Gives an answer piece by piece. */
  answer: ((asked: AskedModel) => AsyncIterable<string>) | undefined;
  readonly asked: AskedModel[];
}

export interface AskedModel {
  readonly id: string;
  /** `user` or `assistant`, and the text. */
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly token: CancellationToken;
}

/** What newer editors have and the types of the oldest one do not. */
interface WithProviders {
  readonly registerLanguageModelChatProvider?: (this: void, vendor: string, provider: unknown) => Disposable;
}

export const VENDOR = 'test-models';
const IDS = ['good', 'slow'];

export function offerModels(models: TestModels): Disposable | undefined {
  const { registerLanguageModelChatProvider } = lm as WithProviders;
  return registerLanguageModelChatProvider?.(VENDOR, {
    provideLanguageModelChatInformation: () =>
      IDS.map((id) => ({
        id,
        name: `Test ${id}`,
        family: 'test',
        version: '1',
        maxInputTokens: 8_000,
        maxOutputTokens: 2_000,
        capabilities: {},
      })),
    provideTokenCount: (_: unknown, text: string | LanguageModelChatMessage) =>
      Promise.resolve(typeof text === 'string' ? Math.ceil(text.length / 4) : 1),
    provideLanguageModelChatResponse: async (
      { id }: { readonly id: string },
      messages: readonly LanguageModelChatMessage[],
      { modelOptions }: { readonly modelOptions?: Readonly<Record<string, unknown>> },
      progress: { report(part: LanguageModelTextPart): void },
      token: CancellationToken,
    ) => {
      const asked: AskedModel = {
        id,
        options: modelOptions ?? {},
        messages: messages.map(({ role, content }) => ({
          role: Number(role) === 2 ? 'assistant' : Number(role) === 1 ? 'user' : `role ${role}`,
          content: content.map((part) => (part instanceof LanguageModelTextPart ? part.value : '')).join(''),
        })),
        token,
      };
      models.asked.push(asked);
      for await (const piece of models.answer?.(asked) ?? numbers()) progress.report(new LanguageModelTextPart(piece));
    },
  });
}

async function* numbers(): AsyncGenerator<string> {
  for (let i = 1; i <= 40; i++) yield `${i}\n`;
}
