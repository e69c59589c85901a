// Which folder of the house may import which; .dependency-cruiser.cjs enforces it, docs/architecture.md draws it.
// face → folder → the folders beside it that it may import. The engine's contracts (problem, patch, language, result) and
// visible-text are everybody's; files/ reads and writes what texts from outside name.
module.exports.walls = {
  engine: {
    files: [],
    syntax: [],
    detect: ['syntax'],
    project: ['files', 'syntax'],
    inspect: ['project', 'detect', 'syntax'],
    diagnose: ['project', 'detect', 'syntax'],
    fixers: ['diagnose', 'project', 'detect', 'syntax'],
    learn: ['files', 'detect', 'syntax'],
    verify: ['files', 'project', 'detect', 'syntax'],
    // verify: its patch policy says which of other providers' fixes are worth proving.
    generate: ['fixers', 'learn', 'verify', 'diagnose', 'project', 'detect', 'syntax'],
    explain: ['detect', 'syntax'],
    // files: measures are written where a person asked for them.
    report: ['files', 'learn', 'detect', 'syntax'],
    adapt: ['files', 'project', 'detect', 'learn'],
    heal: ['adapt', 'explain', 'generate', 'fixers', 'verify', 'learn', 'inspect', 'diagnose', 'project', 'detect', 'syntax'],
  },
  server: {
    session: [],
    terminal: ['session'],
    applied: ['session', 'terminal'],
    lightbulb: ['session', 'terminal', 'applied'],
    commands: ['session', 'lightbulb', 'terminal', 'applied'],
    asked: ['session', 'applied', 'commands'],
    checks: ['session'],
    machine: ['session'],
    models: ['session'],
    // commands: a rule that is applied everywhere is a plan like any other.
    learned: ['session', 'applied', 'commands'],
    adapters: ['session', 'applied'],
    operate: ['session', 'applied'],
  },
  client: { session: [], views: ['session'], capture: ['session'], commands: ['session', 'views', 'capture'], api: ['session'] },
  cli: { io: [], verbs: ['io'] },
};
