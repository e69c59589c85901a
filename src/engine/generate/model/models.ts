// The models that a person has set up, one for each role, all of one server.

import type { ModelServer } from './model-server';
import type { ModelProvider, Models } from './provider';
import { openAiCompatible, type ProviderOptions } from './providers/openai-compatible';

/** Sends nothing before one of them is asked. A role without a model of its own is absent; whoever asks knows what that means. */
export function modelsOf(server: ModelServer, options: ProviderOptions = {}): Models {
  const { roles, ...plain } = server;
  // One provider a name: what it learns of the server, all roles know.
  const known = new Map<string, ModelProvider>();
  const named = (name: string): ModelProvider => {
    const provider = known.get(name) ?? openAiCompatible({ ...plain, name }, options);
    known.set(name, provider);
    return provider;
  };
  return {
    heal: named(server.name),
    ...(roles?.diagnose ? { diagnose: named(roles.diagnose) } : {}),
    ...(roles?.critic ? { critic: named(roles.critic) } : {}),
    ...(roles?.rank ? { rank: named(roles.rank) } : {}),
  };
}
