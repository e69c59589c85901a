// Loaded first into a re-run's node: counts how often one statement of one file is begun and completed, and reports it.
// V8 counts by breakpoints that never stop: their condition counts and says no. The program's own text stays as it is. An operation that its
// statement can do without is counted by V8's block coverage.

/** The text of `self-heal-probe.cjs`. Plain CommonJS for node 14 and later. */
const NODE_PROBE = String.raw`'use strict';
(() => {
  const env = process.env;
  if (!env.SELF_HEAL_REPORT) return;
  const fs = require('fs');
  const path = require('path');
  const url = require('url');
  const { Session } = require('inspector');
  const statement = JSON.parse(fs.readFileSync(path.join(__dirname, 'statement.json'), 'utf8'));
  // A program that this one starts inherits the number, not the file behind it: there the number may be anything, a channel to its parent too.
  const behind = (fd) => { try { const { dev, ino } = fs.fstatSync(fd); return dev + ':' + ino; } catch {} };
  let pipe = Number(env.SELF_HEAL_REPORT);
  const [holder, file] = (env.SELF_HEAL_REPORT_BY || '').split(' ');
  if (!holder) env.SELF_HEAL_REPORT_BY = process.pid + ' ' + behind(pipe);
  else if (behind(pipe) !== file) {
    try { pipe = fs.openSync('/proc/' + holder + '/fd/' + pipe, 'a'); } catch { pipe = -1; }
    if (behind(pipe) !== file) pipe = -1;
  }
  // What Math.random draws: the same in the two runs that are compared, another in the next two.
  try { require('v8').setFlagsFromString('--random-seed=' + statement.seed); } catch {}
  const me = process.pid + '-' + Number(process.hrtime.bigint() % 1000000000000n);
  const real = (file) => { try { return fs.realpathSync(file); } catch { return path.resolve(file); } };
  const targets = new Set([real(statement.path), real(path.resolve(statement.relative))]);
  const write = (text) => { if (pipe >= 0) try { fs.writeSync(pipe, statement.key + ' ' + text); } catch {} };
  let begun = 0, completed = 0, pending = 0, said = '';
  let watched;
  const say = () => {
    const now = begun + ' ' + completed;
    if (now !== said) write('coverage ' + me + ' ' + (said = now) + '\n');
  };
  // How often V8 ran the innermost block around the operation.
  const sayOperation = () => {
    if (watched === undefined) return;
    const answer = call('Profiler.takePreciseCoverage');
    const script = answer && answer.result.find((one) => one.scriptId === watched);
    if (!script) return;
    const { start, end } = statement.operation;
    let best;
    for (const { ranges, isBlockCoverage } of script.functions) for (const range of ranges) {
      if (range.startOffset > start || range.endOffset < end) continue;
      if (!best || range.endOffset - range.startOffset <= best.range.endOffset - best.range.startOffset) best = { range, isBlockCoverage };
    }
    // Coverage that began too late for the function has no blocks.
    if (!best || (!best.isBlockCoverage && best.range.count > 0)) return;
    write('operations\n');
    write('operation ' + me + ' ' + best.range.count + ' ' + best.range.count + '\n');
  };
  const end = () => { say(); try { sayOperation(); } catch {} };
  // A breakpoint that is passed costs a tenth of a millisecond and more: a hot loop must not take a program's whole time.
  const CAP = 1000;
  const set = [];
  const loaded = [];
  const here = process.cwd();
  const sayLoaded = () => {
    const own = loaded.splice(0).map((file) => path.relative(here, file)).filter((file) => !/^\.\.|node_modules|[\r\n]/.test(file));
    if (own.length > 0) write(own.map((file) => 'loaded ' + file).join('\n' + statement.key + ' ') + '\n');
  };
  const session = new Session();
  // The process that only starts others for 'node --test' has no inspector.
  try { session.connect(); } catch { return; }
  const stop = () => {
    for (const id of set.splice(0)) session.post('Debugger.removeBreakpoint', { breakpointId: id });
    write('capped\n');
  };
  const counter = Symbol.for('self-heal-probe');
  Object.defineProperty(globalThis, counter, { enumerable: false, value: {
    begin() {
      begun++; pending++;
      if ((begun & (begun - 1)) === 0) say();
      if (begun === CAP) stop();
      return false;
    },
    done() {
      if (pending > 0) { pending--; completed++; if ((completed & (completed - 1)) === 0) say(); }
      return false;
    },
    reset() { pending = 0; return false; },
  } });
  const call = (method, params) => {
    let answer;
    session.post(method, params, (error, result) => { answer = error ? undefined : result; });
    return answer;
  };
  const before = (a, b) => a.lineNumber < b.line || (a.lineNumber === b.line && a.columnNumber < b.character);
  const within = (at, range) => !before(at, range.start) && (before(at, range.end));
  // A function's first character may be the place of the statement that makes it; where it returns may lie just behind it.
  const of = (at, range) => before({ lineNumber: range.start.line, columnNumber: range.start.character }, { line: at.lineNumber, character: at.columnNumber })
    && !before({ lineNumber: range.end.line, columnNumber: range.end.character }, { line: at.lineNumber, character: at.columnNumber });
  const put = (scriptId, at, what) => {
    const answer = call('Debugger.setBreakpoint', {
      location: { scriptId, lineNumber: at.lineNumber, columnNumber: at.columnNumber },
      condition: "globalThis[Symbol.for('self-heal-probe')]." + what + '()',
    });
    if (answer) set.push(answer.breakpointId);
    return answer !== undefined;
  };
  const watch = (scriptId) => {
    const source = call('Debugger.getScriptSource', { scriptId });
    // Another text (a transpiler's) has other places. Types that were blanked out leave them where they are, and Node adds the name of the file.
    const text = source && source.scriptSource.replace(/\n\n\/\/# sourceURL=[^\n]*$/, '');
    if (!source || (source.scriptSource.length !== statement.length && text.length !== statement.length)) { write('other-text\n'); return; }
    const found = call('Debugger.getPossibleBreakpoints', {
      start: { scriptId, lineNumber: statement.scope.start.line, columnNumber: statement.scope.start.character },
      // Where an arrow function returns lies just behind it, where a file does behind all.
      ...(statement.inFile ? {} : { end: { scriptId, lineNumber: statement.scope.end.line, columnNumber: statement.scope.end.character + 1 } }),
    });
    const all = ((found && found.locations) || []).filter((at) => !statement.inner.some((range) => of(at, range)));
    const own = all.filter((at) => within(at, statement.head));
    const start = own.find((at) => at.type !== 'return' && within(at, statement.entry)) || own.find((at) => at.type !== 'return') || own[0];
    if (!start) { write('no-statement\n'); return; }
    const used = new Set([start.lineNumber + ':' + start.columnNumber]);
    const once = (at, what) => {
      const key = at.lineNumber + ':' + at.columnNumber;
      if (used.has(key)) return;
      used.add(key);
      put(scriptId, at, what);
    };
    if (!put(scriptId, start, 'begin')) { write('no-statement\n'); return; }
    const end = { lineNumber: statement.head.end.line, columnNumber: statement.head.end.character };
    const ends = all.filter((at) => at.type === 'return' && !before(at, statement.head.start) && !before(end, { line: at.lineNumber, character: at.columnNumber }));
    if (statement.returns) { for (const at of ends) once(at, 'done'); }
    else {
      const next = all.find((at) => !before(at, statement.head.end) && before(at, statement.block.end));
      const sure = next || (statement.atEnd ? all.filter((at) => at.type === 'return').pop() : undefined);
      if (sure && !statement.catches.some((range) => within(sure, range))) {
        once(sure, 'done');
        // Behind the name that Node adds to a text without types there are two ends.
        if (!next) for (const at of all) if (at.type === 'return' && at.lineNumber === sure.lineNumber && !before(at, statement.block.end)) once(at, 'done');
      }
      else {
        const entry = all.find((at) => !within(at, statement.head));
        for (const at of all) {
          if (within(at, statement.head)) continue;
          const caught = statement.catches.some((range) => within(at, range));
          if (at === entry && before(at, statement.head.start) && !statement.loops.some((range) => within(at, range))) once(at, 'reset');
          else once(at, caught ? 'reset' : 'done');
        }
      }
    }
    write('watched\n');
  };
  session.on('Debugger.scriptParsed', ({ params }) => {
    let file = params.url;
    if (file.startsWith('file:')) { try { file = url.fileURLToPath(file.replace(/[?#].*$/, '')); } catch { return; } }
    if (loaded.length < 200 && path.isAbsolute(file)) loaded.push(file);
    if (!path.isAbsolute(file) || path.basename(file) !== path.basename(statement.path) || !targets.has(real(file))) return;
    try { watch(params.scriptId); } catch {}
    watched = statement.operation && params.scriptId;
  });
  if (!call('Debugger.enable', { maxScriptsCacheSize: 10000000 })) return;
  if (statement.operation && call('Profiler.enable')) call('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  write('probe node\n');
  const leaving = () => { end(); sayLoaded(); };
  process.on('exit', leaving);
  for (const name of ['reallyExit', 'abort']) {
    const leave = process[name];
    process[name] = function (...args) { leaving(); return leave.apply(this, args); };
  }
})();
`;

export default NODE_PROBE;
