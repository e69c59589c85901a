// `npm run bench -- dialects [--smoke] [--keep FILE]`: every form in which errors are printed that Self-Heal reads, and what is seen in it: run for real where
// the tool is at hand, else read from what the tool printed once (test/unit/detect/forms). --keep writes the table as a page: docs/capture.md is made so.
//
// Keys
//   forms      forms that were read; run: of them those that a tool printed just now; skipped: those whose tool is not at hand
//   problems   per cent of the problems that must be seen that were
//   places, messages, frames, sides   of these problems, per cent with the right place, message, own frames, and both what was expected and what came where the tool tells it
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundled, inFolder, root, share, table } from './figures.mjs';

export async function run({ smoke, keep }) {
  return inFolder(async (folder) => {
    const file = await bundled(folder, ['./test/unit/detect/forms/forms.ts', './test/unit/detect/forms/real.ts']);
    process.chdir(root);
    const { outputOf, problemsOfReal, problemsOfRecorded, recordedForms, seenIn, wordsOf, REAL } = (await import(pathToFileURL(file).href))
      .default;
    const rows = [];
    const skipped = [];
    for (const [index, form] of REAL.entries()) {
      if (smoke && index % 8 !== 0) continue;
      const place = path.join(folder, `form-${index}`);
      fs.mkdirSync(place);
      const output = outputOf(form, place);
      if (output === undefined) skipped.push(form);
      else rows.push(realRow(form, problemsOfReal(output, place), place, seenIn));
      fs.rmSync(place, { recursive: true, force: true });
    }
    for (const form of recordedForms()) rows.push(recordedRow(form, problemsOfRecorded(form.text), wordsOf));
    table(
      'Forms in which errors are printed',
      rows.map(({ dialect, form, by, ...seen }) => ({ dialect, form: form.slice(0, 60), by, ...shown(seen) })),
    );
    for (const { dialect, form } of skipped) console.log(`not at hand: ${dialect}, ${form}`);
    if (keep) fs.writeFileSync(keep, page(rows, skipped));
    const total = (key) => rows.reduce((sum, row) => sum + (row[key]?.[0] ?? 0), 0);
    const wanted = (key) => rows.reduce((sum, row) => sum + (row[key]?.[1] ?? 0), 0);
    const per = (key) => share(total(key), wanted(key));
    return {
      forms: rows.length,
      run: rows.filter(({ by }) => by === 'run').length,
      skipped: skipped.length,
      problems: per('problem'),
      places: per('place'),
      messages: per('message'),
      frames: per('frames'),
      sides: per('sides'),
    };
  });
}

/** Each `[right, wanted]`. */
function realRow({ dialect, form, sees }, found, folder, seenIn) {
  const seen = sees.map((wanted, i) => ({ wanted, got: found[i] && seenIn(found[i], folder, wanted.sides) }));
  const count = (right, among = seen) => [among.filter(right).length, among.length];
  const says = ({ says }) => says.replace('FOLDER', folder);
  return {
    dialect,
    form,
    by: 'run',
    problem: [Math.min(found.length, sees.length) - Math.max(0, found.length - sees.length), sees.length],
    place: count(({ wanted, got }) => got?.at === wanted.at),
    message: count(({ wanted, got }) => got?.says === says(wanted)),
    frames: count(({ wanted, got }) => JSON.stringify(got?.through) === JSON.stringify(wanted.through)),
    sides: count(
      ({ got }) => got?.sides !== undefined,
      seen.filter(({ wanted }) => wanted.sides),
    ),
  };
}

function recordedRow({ dialect, form, version, expected }, found, wordsOf) {
  const heads = expected.split('\n').filter((line) => !/^ /.test(line) && line !== '');
  const lines = (pattern, text) => text.split('\n').filter((line) => pattern.test(line));
  const got = wordsOf(found);
  const same = (pattern) => {
    const wanted = lines(pattern, expected);
    const has = lines(pattern, got);
    return [wanted.filter((line, i) => has[i] === line).length, wanted.length];
  };
  const both = heads.filter((line) => /Expected[^⏎]*: .*Received[^⏎]*: |assert .* == |\d != \d|left: .*right: /.test(line)).length;
  return {
    dialect,
    form,
    by: version,
    problem: [Math.min(found.length, heads.length), heads.length],
    place: same(/^ {2}at /),
    message: same(/^\S/),
    frames: same(/^ {2}frames /),
    sides: [both, both],
  };
}

const shown = (seen) =>
  Object.fromEntries(
    Object.entries(seen).map(([key, [right, wanted]]) => [key, wanted === 0 ? '–' : right === wanted ? `${right}` : `${right}/${wanted}`]),
  );

function page(rows, skipped) {
  const line = ({ dialect, form, by, ...seen }) => `| ${dialect} | ${form} | ${by} | ${Object.values(shown(seen)).join(' | ')} |`;
  const none = ({ dialect, form }) => `| ${dialect} | ${form} | not at hand | – | – | – | – | – |`;
  return `# What is read

Errors are seen in what terminals, tasks and logs print, and in texts that are handed over (Heal From Clipboard, Heal Selection). Each way to print errors is a *dialect*: one
file in \`src/engine/detect/dialects/\` and one line in its \`registry.ts\`. Python, TypeScript and JavaScript are healed; errors of C, C++, Rust, Go, Java, C#, Vue and Svelte are
listed and explained.

Besides lines, JSON is read: events of Sentry, Rollbar, Bugsnag and Elastic, structlog's dictionaries, and stacks in any text of an object, such as
OpenTelemetry's \`exception.stacktrace\`.

## Paths

Relative paths start where the command ran, also behind \`cd web && …\`, \`npm --prefix web\` or \`make -C web\`. A path that is not there leads to the workspace's file that ends in as
much of it as any does, where that is the only one: so \`/app/shop/cart.py\` of a container leads to \`src/shop/cart.py\`. \`/mnt/c/…\` and \`\\\\wsl$\\…\` are the same files under Windows'
and Linux' names. Places in generated JavaScript lead to their source where a source map says so. Packages of the workspace that are installed as links are the user's own;
other people's code (\`node_modules\`, \`site-packages\`, virtual environments, archives) never is, and \`<frozen …>\`, \`<string>\` and the like name no file.

## Programs that go on

What servers and watchers print is looked at while they run: an error is shown once nothing more was printed for a second, or other lines stand behind it. It goes when its line is
edited, when the program says that it starts over (nodemon, \`node --watch\`, tsx, Flask, Django, uvicorn, gunicorn, Next.js, Vitest, esbuild, and all who clear the screen), when
it ends well, or when the same command says something else. Ctrl+C takes nothing back. Only once the program has ended are its fixes proved by running it again.

## Forms

*By*: \`run\` where the tool was run for this table, else the version whose output was recorded; *form* where it was written down after the tool's documentation. The numbers are the
problems that were seen, and those with the right place, message, own frames, and with both what was expected and what came. \`npm run bench -- dialects --keep docs/capture.md\` writes
this table.

| dialect | form | by | problems | place | message | frames | expected and actual |
|---|---|---|---|---|---|---|---|
${[...rows.map(line), ...skipped.map(none)].join('\n')}

ESLint's other forms, mypy, pyright, ruff, flake8, pylint and Vitest are shown by \`checker-report.test.ts\`, \`test-runners.test.ts\` and \`further-forms.test.ts\` beside the dialects,
there with plug-ins of pytest, Gradle and \`dotnet test\`.
`;
}
