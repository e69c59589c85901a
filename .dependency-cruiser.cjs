// The walls of the house. `npm run lint` fails on a breach.
const { walls } = require('./walls.cjs');

const ENGINE = 'src/engine/';
const CONTRACTS = `^${ENGINE}(problem|patch|language|result|visible-text)\\.ts$`;
/** Tests stand beside what they test, and may use whatever shows that it works. */
const NO_TEST = '\\.test\\.ts$';

const wall = (face, folder, may) => ({
  name: `${face}-${folder}`,
  comment: `${face}/${folder}/ may import ${may.length > 0 ? may.join(', ') : 'nothing beside it'}`,
  severity: 'error',
  from: { path: `^src/${face}/${folder}/`, pathNot: NO_TEST },
  to: {
    path: `^src/${face}/`,
    pathNot: [...[folder, ...may].map((other) => `^src/${face}/${other}/`), ...(face === 'engine' ? [CONTRACTS] : [])],
  },
});

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
    {
      name: 'vscode-only-in-client',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/client/' },
      to: { path: '^(vscode|vscode-languageclient)(/|$)|node_modules/vscode-languageclient/' },
    },
    { name: 'engine-is-alone', severity: 'error', from: { path: `^${ENGINE}` }, to: { path: '^src/(?!engine/|text-modules)' } },
    {
      name: 'api-uses-the-engines-public-face',
      severity: 'error',
      from: { path: '^src/api/', pathNot: NO_TEST },
      to: { path: '^src/(client|server|cli|tools|mcp|protocol|engine/(?!index\\.ts$))' },
    },
    {
      name: 'nothing-imports-the-inside-of-the-api',
      severity: 'error',
      from: { path: '^src/(?!api/)' },
      to: { path: '^src/api/(?!index\\.ts$)' },
    },
    {
      name: 'no-loose-files-in-the-engine',
      severity: 'error',
      from: { path: `^${ENGINE}(?!(problem|patch|language|result|visible-text|index)\\.ts$)[^/]+$`, pathNot: NO_TEST },
      to: {},
    },
    { name: 'contracts-stand-alone', severity: 'error', from: { path: CONTRACTS }, to: { path: `^${ENGINE}`, pathNot: CONTRACTS } },
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
      // How text of others is shown, which server gets which key, and whether two edits do the same, is the same for all faces.
      to: {
        path: '^src/(engine|server|cli)/',
        pathNot: '^src/engine/(visible-text|syntax/result-key|generate/model/providers/key-variables)\\.ts$',
      },
    },
    // The library behind the language client takes the editor longer to load than all the rest of the client: only a server that is started needs it.
    {
      name: 'the-language-client-is-loaded-when-needed',
      severity: 'error',
      from: { path: '^src/client/', pathNot: '^src/client/session/server-client\\.ts$' },
      to: { path: 'node_modules/vscode-(languageclient|languageserver|jsonrpc)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'and-so-is-what-makes-it',
      severity: 'error',
      from: { path: '^src/client/' },
      to: { path: '^src/client/session/server-client\\.ts$', dependencyTypesNot: ['type-only', 'dynamic-import'] },
    },
    {
      name: 'the-page-knows-what-is-drawn-only',
      severity: 'error',
      from: { path: '^src/page/' },
      to: { path: '^src/(?!page/|engine/report/(charts|drawing)\\.ts$|engine/learn/exchange/csv-cell\\.ts$)' },
    },
    { name: 'nothing-imports-the-page', severity: 'error', from: { path: '^src/(?!page/)' }, to: { path: '^src/page/' } },
    {
      name: 'tools-use-the-engines-public-face',
      severity: 'error',
      from: { path: '^src/tools/', pathNot: NO_TEST },
      to: { path: '^src/(?!tools/|engine/index\\.ts$)' },
    },
    {
      name: 'mcp-uses-the-engines-public-face-and-the-tools',
      severity: 'error',
      from: { path: '^src/mcp/', pathNot: NO_TEST },
      to: { path: '^src/(?!mcp/|tools/|engine/index\\.ts$)' },
    },
    {
      name: 'only-the-servers-program-starts-mcp',
      severity: 'error',
      from: { path: '^src/(?!mcp/|server/main\\.ts$)' },
      to: { path: '^src/mcp/' },
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
    ...Object.entries(walls).flatMap(([face, map]) => Object.entries(map).map(([folder, may]) => wall(face, folder, may))),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
