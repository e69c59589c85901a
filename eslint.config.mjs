// Typed lint: what the compiler does not see. Style belongs to nobody's taste here, so there are no style rules.
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'node_modules/', '.cache/', 'samples/', 'test/**/fixtures/', '**/*.mjs', '**/*.cjs'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // Messages of the protocol are one namespace each, as vscode-languageserver's own are.
      '@typescript-eslint/no-namespace': 'off',
      // A function that must return a promise may have nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Untrusted terminal text is full of control characters: matching them is the point.
      'no-control-regex': 'off',
    },
  },
  {
    // A fixer says which way it went and what it measured; how likely that is right is counted (src/engine/generate/confidence.ts).
    files: ['src/engine/fixers/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: ":matches(Property, PropertyDefinition, TSPropertySignature)[key.name='confidence']",
          message:
            'A fixer gives a variant and features, never a confidence: generate/confidence.ts makes the probability of counted cases.',
        },
      ],
    },
  },
  {
    // Files that a text from outside names may be devices and pipes. What is read below these folders is the program's own or the kernel's.
    files: ['src/**/*.ts'],
    ignores: [
      '**/*.test.ts',
      'src/engine/files/**',
      'src/engine/verify/sandbox/**',
      'src/engine/verify/rerun/node-probe.ts',
      'src/engine/learn/store/sqlite.ts',
      'src/cli/verbs/doctor.ts',
    ],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['readFile', 'readFileSync', 'readSync', 'createReadStream'].map((property) => ({
          object: 'fs',
          property,
          message: 'src/engine/files/read-file.ts reads: regular files only, without waiting, no more than is allowed.',
        })),
      ],
    },
  },
  {
    files: ['src/cli/**/*.ts'],
    ignores: ['**/*.test.ts', 'src/cli/main.ts', 'src/cli/io/say.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='write'][callee.object.object.name='process']",
          message: 'src/cli/io/say.ts writes: words of others are shown, not obeyed.',
        },
      ],
    },
  },
);
