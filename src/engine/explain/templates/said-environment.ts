// What is said of a variable of the environment that is not set, by the language, its libraries, or the program itself.

import type { Origin } from '../origin';
import type { Said } from './said';
import type { PlainWords, TemplateContext } from './template';

/** Where a value is set, in words that hold on every system. */
function unset(name: string, context: TemplateContext, asked = ''): PlainWords {
  const line = `${name}=…`;
  const reads = context.python
    ? `python-dotenv, decouple, environs and pydantic-settings read it`
    : `dotenv, 'node --env-file=.env', Vite and Next read it`;
  return {
    what: `The variable ${name} is not set in the environment that the program was started in.${asked}`,
    needed: `Its value, which only you or your project know. It goes into the file '.env' of the project as a line '${line}', where the program reads that file (${reads}); else into the shell before the program is started: 'export ${line}', in PowerShell '$env:${line}'. Where there is a '.env.example' but no '.env', copy the one to the other and fill it in. If it is set, look at the spelling, and at whether '.env' lies in the folder that the program is started in.`,
  };
}

/** `process.env.NAME`, `import.meta.env.NAME`, `process.env['NAME']` in a line of code, read from, called or given away. */
const IN_SCRIPT = /(?:process|import\.meta)\.env(?:\.(\w+)|\[\s*["'](\w+)["']\s*\])/;
const IN_PYTHON = /(?:(?:os\.)?getenv|(?:os\.)?environ\.get)\(\s*["'](\w+)["']\s*\)/;

export const SAID_ENVIRONMENT: readonly Said[] = [
  {
    message: /^(?<name>\w+) not found\. Declare it as envvar or define a default value/,
    say: (part, context) => unset(part('name'), context),
  },
  {
    message: /^Environment variable "(?<name>\w+)" (?:not set|empty)/,
    say: (part, context) => unset(part('name'), context),
  },
  {
    message: /^Set the (?<name>\w+) environment variable/,
    say: (part, context) => unset(part('name'), context),
  },
  {
    message: /^["']?Config '(?<name>\w+)' is missing, and has no default/,
    say: (part, context) => unset(part('name'), context),
  },
  {
    message: /Environment variable not found: (?<name>\w+)/,
    say: (part, context) => unset(part('name'), context),
  },
  {
    // Each missing field follows on a line of its own, its reason on the next.
    message: /^\d+ validation errors? for \w*(?:Settings|Config)\w*\s*\n(?<field>\w+)\s*\n\s+[Ff]ield required/,
    language: 'python',
    say: (part, context) => {
      const { message } = context.problem;
      const fields = [...message.matchAll(/^(\w+)[ \t]*\r?\n[ \t]+[Ff]ield required/gm)]
        .map(([, field = '']) => field.toUpperCase())
        .slice(0, 10);
      const words = unset(fields[0] ?? part('field').toUpperCase(), context);
      return {
        ...words,
        what:
          fields.length > 1
            ? `Settings without a value and without a default: ${fields.join(', ')} are not set in the environment, nor in a file that the class reads.`
            : `A setting without a value and without a default: ${fields[0] ?? ''} is not set in the environment, nor in a file that the class reads.`,
        needed: `${words.needed} The class reads '.env' only with model_config = SettingsConfigDict(env_file=".env"); its env_prefix, if it has one, stands in front of the names.`,
      };
    },
  },
];

/**
 * The same for messages that do not say it, told by the line of code, or by the one that gave its value: a key of `os.environ`, a value of `process.env` that is
 * undefined. undefined where they ask for no variable.
 */
export function environmentWords(context: TemplateContext, origins: readonly Pick<Origin, 'says' | 'code'>[] = []): PlainWords | undefined {
  const { problem, python } = context;
  const given = origins.find(({ says, code }) => says.includes('gets its value') && (IN_SCRIPT.test(code) || IN_PYTHON.test(code)));
  // The line itself first: where it asks for none, the one that gave its name a value.
  const code =
    [context.code, given?.code ?? ''].find((line) => IN_SCRIPT.test(line) || IN_PYTHON.test(line) || /environb?\[/.test(line)) ?? '';
  const { errorType, message } = problem;
  if (python) {
    const key = /(?:^|\.)KeyError$/.test(errorType) ? /^(["'])(\w+)\1$/.exec(message.trim())?.[2] : undefined;
    if (key !== undefined) return new RegExp(`environb?\\[\\s*(?:["']${key}["']|\\w+)\\s*\\]`).test(code) ? unset(key, context) : undefined;
    const name = /NoneType/.test(message) ? IN_PYTHON.exec(code)?.[1] : undefined;
    return name === undefined ? undefined : unset(name, context, ` 'getenv' and 'get' give None then, and that is used here.`);
  }
  if (!/^Cannot (?:read|set) propert(?:y|ies) of undefined|Received undefined|^Invalid URL|"undefined" is not valid JSON/.test(message))
    return undefined;
  const [, dotted, quoted] = IN_SCRIPT.exec(code) ?? [];
  const name = dotted ?? quoted;
  return name === undefined ? undefined : unset(name, context, ` What is not set is undefined, and that is used here.`);
}
