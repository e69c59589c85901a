// The walls of the house: which folder may import which. `npm run lint` fails on a breach.
const ENGINE = 'src/engine/';
/** Only these of the engine's folders, and the contracts beside them, may be imported from `folder`. */
const engineWall = (folder, ...may) => ({
  name: `engine-${folder}`,
  comment: `${folder}/ may import ${['the contracts', ...may].join(', ')}`,
  severity: 'error',
  from: { path: `^${ENGINE}${folder}/`, pathNot: '\\.test\\.ts$|/harness\\.ts$' },
  to: { path: `^${ENGINE}`, pathNot: [`^${ENGINE}(problem|patch)\\.ts$`, `^${ENGINE}${folder}/`, ...may.map((other) => `^${ENGINE}${other}/`)] },
});

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: { path: '^src/' }, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    { name: 'vscode-only-in-client', severity: 'error', from: { path: '^src/', pathNot: '^src/client/' }, to: { path: '^(vscode|vscode-languageclient)(/|$)|node_modules/vscode-languageclient/' } },
    { name: 'engine-is-alone', severity: 'error', from: { path: `^${ENGINE}` }, to: { path: '^src/(client|server|cli|protocol)' } },
    { name: 'no-lsp-types-in-engine', severity: 'error', from: { path: `^${ENGINE}`, pathNot: `^${ENGINE}project/` }, to: { path: 'node_modules/vscode-languageserver' } },
    { name: 'client-knows-the-protocol-only', severity: 'error', from: { path: '^src/client/' }, to: { path: '^src/(engine|server|cli)/' } },
    { name: 'server-knows-no-face', severity: 'error', from: { path: '^src/server/' }, to: { path: '^src/(client|cli)/' } },
    { name: 'cli-uses-the-engines-public-face', severity: 'error', from: { path: '^src/cli/' }, to: { path: '^src/(client|engine/(?!index\\.ts$))' } },
    { name: 'no-unlisted-packages', severity: 'error', from: { path: '^src/' }, to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'], pathNot: '^(vscode$|bun:|cloudflare:)' } },
    engineWall('syntax'),
    engineWall('detect'),
    engineWall('project', 'syntax'),
    engineWall('diagnose', 'project', 'syntax', 'detect'),
    engineWall('learn', 'syntax'),
    engineWall('explain', 'syntax', 'detect'),
    // The checkers are programs that the project knows of: verify/ asks project/ for them.
    engineWall('verify', 'syntax', 'project', 'detect'),
    engineWall('generate', 'diagnose', 'project', 'learn', 'syntax', 'detect', 'verify'),
    engineWall('adapt', 'learn'),
  ],
  options: { doNotFollow: { path: 'node_modules' }, tsPreCompilationDeps: true, tsConfig: { fileName: 'tsconfig.json' }, enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] } },
};
