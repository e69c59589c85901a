import { describe, expect, it } from 'vitest';
import { lex } from './tokens';

const roleOf = (text: string, word: string): string | undefined => lex('python', text).tokens.find((token) => token.text === word)?.role;

describe('tokens', () => {
  it('are all of the text, whatever it is', () => {
    for (const text of ['', '"never closed', ')]} def f(', "f'{a!r}' '''\n", 'a\r\n\tb # c\n', '`${', '\\ \u0000 é𝒳'])
      for (const language of ['python', 'typescript'] as const)
        for (const parts of [false, true]) {
          const { tokens, tail } = lex(language, text, parts);
          expect(tokens.map((token) => token.gap + text.slice(token.start, token.end)).join('') + tail).toBe(text);
        }
  });

  it('know what their place is for, in a line out of the middle too', () => {
    expect(roleOf('    a: Optional[B] = None,', 'Optional')).toBe('type');
    expect(roleOf(') -> Optional[B]:', 'Optional')).toBe('type');
    expect(roleOf('x = {k: Optional}', 'Optional')).toBe('value');
    expect(roleOf('from a.b import c', 'b')).toBe('module');
    expect(roleOf('from a.b import c', 'c')).toBe('import');
    expect(roleOf('def f(a): pass', 'f')).toBe('definition');
    expect(roleOf('    value (Optional[A]): The value to use', 'Optional')).toBe('text');
  });

  it('take angle brackets for brackets where they hold types', () => {
    const generic = lex('typescript', 'const a: Map<string, Foo[]> = b;').tokens;
    expect(generic.find(({ text }) => text === '<')?.partner).toBe(generic.findIndex(({ text }) => text === '>'));
    expect(lex('typescript', 'if (a<b && c> d) {}').tokens.find(({ text }) => text === '<')?.kind).toBe('operator');
  });
});

it('takes no longer for many strings than they are long', () => {
  const text = `x = f('a b', "c")\n`.repeat(12_000);
  const began = performance.now();
  expect(lex('python', text).tokens.length).toBeGreaterThan(100_000);
  // Each string looked through all that stood before it: half a minute.
  expect(performance.now() - began).toBeLessThan(20_000);
});
