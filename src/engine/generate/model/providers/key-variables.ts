// Which environment variables hold the key of which server. A key goes to the server that it was made for, and to no other.

const VARIABLES: Readonly<Record<string, readonly string[]>> = {
  'https://api.openai.com': ['OPENAI_API_KEY'],
  'https://api.anthropic.com': ['ANTHROPIC_API_KEY'],
  'https://dashscope.aliyuncs.com': ['QWEN_API_KEY', 'DASHSCOPE_API_KEY'],
  'https://dashscope-intl.aliyuncs.com': ['QWEN_API_KEY', 'DASHSCOPE_API_KEY'],
};

/** The key that the environment has for a server. `origin`: scheme, host and port, as `URL.origin` writes them. */
export function keyOfEnvironment(origin: string, env: Readonly<Record<string, string | undefined>>): string | undefined {
  const names = Object.hasOwn(VARIABLES, origin) ? (VARIABLES[origin] ?? []) : [];
  return names.map((name) => env[name]?.trim()).find((key) => key);
}
