// The walls of the house: which folder may import which. `npm run lint` fails on a breach, and docs/architecture.md draws them.
const ENGINE = 'src/engine/';

/** Folder of the engine → the other folders it may import; the contracts beside `index.ts` are everybody's. */
const ENGINE_WALLS = {
  syntax: [],
  detect: ['syntax'],
  project: ['syntax'],
  inspect: ['project', 'detect', 'syntax'],
  diagnose: ['project', 'detect', 'syntax'],
  fixers: ['diagnose', 'project', 'detect', 'syntax'],
  // The patch policy of verify/ says which of other providers' fixes are worth proving.
  generate: ['fixers', 'learn', 'diagnose', 'project', 'detect', 'syntax', 'verify'],
  verify: ['project', 'detect', 'syntax'],
  learn: ['detect', 'syntax'],
  explain: ['detect', 'syntax'],
  report: ['detect', 'syntax', 'learn'],
  adapt: ['learn'],
  heal: ['adapt', 'detect', 'diagnose', 'explain', 'fixers', 'generate', 'inspect', 'learn', 'project', 'report', 'syntax', 'verify'],
};
const CONTRACTS = `^${ENGINE}(problem|patch|language|result)\\.ts$`;
/** Tests stand beside what they test, and may use whatever shows that it works. */
const NO_TEST = '\\.test\\.ts$';

/** Within one face: folder → the folders beside it that it may import. */
const SERVER_WALLS = {
  session: [],
  terminal: ['session'],
  applied: ['session', 'terminal'],
  commands: ['session', 'lightbulb', 'terminal', 'applied'],
  lightbulb: ['session', 'terminal', 'applied'],
};
const CLIENT_WALLS = { session: [], views: ['session'], capture: ['session'], commands: ['session', 'views', 'capture'] };
const CLI_WALLS = { io: [], verbs: ['io'] };

const wall = (face, folder, may) => ({
  name: `${face.replaceAll('/', '-')}${folder}`,
  comment: `${face}${folder}/ may import ${may.length > 0 ? may.join(', ') : 'nothing beside it'}`,
  severity: 'error',
  from: { path: `^src/${face}${folder}/`, pathNot: NO_TEST },
  to: {
    path: `^src/${face}`,
    pathNot: [`^src/${face}${folder}/`, ...may.map((other) => `^src/${face}${other}/`), ...(face === 'engine/' ? [CONTRACTS] : [])],
  },
});
const walls = (face, map) => Object.entries(map).map(([folder, may]) => wall(face, folder, may));

module.exports = {
  ENGINE_WALLS,
  SERVER_WALLS,
  CLIENT_WALLS,
  CLI_WALLS,
  forbidden: [
    { name: 'no-circles', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
    {
      name: 'vscode-only-in-client',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/client/' },
      to: { path: '^(vscode|vscode-languageclient)(/|$)|node_modules/vscode-languageclient/' },
    },
    { name: 'engine-is-alone', severity: 'error', from: { path: `^${ENGINE}` }, to: { path: '^src/(client|server|cli|protocol)' } },
    {
      name: 'no-loose-files-in-the-engine',
      severity: 'error',
      from: { path: `^${ENGINE}(?!(problem|patch|language|result|index)\\.ts$)[^/]+$` },
      to: {},
    },
    { name: 'contracts-know-nothing', severity: 'error', from: { path: CONTRACTS }, to: { path: `^${ENGINE}`, pathNot: CONTRACTS } },
    {
      name: 'no-lsp-types-in-engine',
      severity: 'error',
      from: { path: `^${ENGINE}`, pathNot: `^${ENGINE}project/` },
      to: { path: 'node_modules/vscode-languageserver' },
    },
    { name: 'protocol-knows-types-only', severity: 'error', from: { path: '^src/protocol\\.ts$' }, to: { path: '^src/(?!engine/)' } },
    {
      name: 'client-knows-the-protocol-only',
      severity: 'error',
      from: { path: '^src/client/' },
      to: { path: '^src/(engine|server|cli)/' },
    },
    { name: 'server-knows-no-face', severity: 'error', from: { path: '^src/server/' }, to: { path: '^src/(client|cli)/' } },
    {
      name: 'server-uses-the-engines-public-face',
      severity: 'error',
      from: { path: '^src/server/', pathNot: NO_TEST },
      to: { path: '^src/engine/(?!index\\.ts$)' },
    },
    {
      name: 'cli-uses-the-engines-public-face',
      severity: 'error',
      from: { path: '^src/cli/', pathNot: NO_TEST },
      to: { path: '^src/(client|server|engine/(?!index\\.ts$))', pathNot: '^src/server/server\\.ts$' },
    },
    {
      name: 'no-unlisted-packages',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'], pathNot: '^(vscode$|bun:|cloudflare:)' },
    },
    ...walls('engine/', ENGINE_WALLS),
    ...walls('server/', SERVER_WALLS),
    ...walls('client/', CLIENT_WALLS),
    ...walls('cli/', CLI_WALLS),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
