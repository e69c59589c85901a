import { heals } from '../../../../../test/unit/fixer-cases';

heals(
  'typescript/schema-type',
  [
    [
      "interface Schema<T> { parse(value: unknown): T }\ntype Infer<S extends Schema<unknown>> = ReturnType<S['parse']>;\ndeclare function text(): Schema<string>;\nconst Name = text();\nexport type All = Infer<typeof Name>[];\nexport const hi = (name: Name): string => 'hi ' + name;\n",
      "interface Schema<T> { parse(value: unknown): T }\ntype Infer<S extends Schema<unknown>> = ReturnType<S['parse']>;\ndeclare function text(): Schema<string>;\nconst Name = text();\nexport type All = Infer<typeof Name>[];\nexport const hi = (name: Infer<typeof Name>): string => 'hi ' + name;\n",
    ],
  ],
  [["const Name = { first: 'a' };\nexport const hi = (name: Name): string => name.first;\n"]],
);
