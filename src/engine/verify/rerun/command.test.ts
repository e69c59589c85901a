import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runnable } from './command';

const line = (typed: string): string => {
  const found = runnable(typed);
  return found.ok
    ? `${found.line} | ${found.runtime}${found.tests ? ' tests' : ''}${found.isolated ? ' isolated' : ''}`
    : `no: ${found.why}`;
};

describe('a command that may run again', () => {
  it.each([
    ['python3 main.py', 'python3 main.py | python'],
    ['python main.py --n 3', '$(command -v python || echo python3) main.py --n 3 | python'],
    ['python3.11 -m pytest -q', '$(command -v python3.11 || echo python3) -m pytest -q | python tests'],
    ['.venv/bin/python -u main.py', '.venv/bin/python -u main.py | python'],
    ['python3 -I main.py', 'python3 -I main.py | python isolated'],
    ['python3 -c "print(1)"', 'python3 -c "print(1)" | python'],
    ['PYTHONPATH=src python3 -m app', 'PYTHONPATH="$SELF_HEAL_HELPERS":src python3 -m app | python'],
    [
      'NODE_OPTIONS=--no-warnings node a.js',
      'NODE_OPTIONS="--require $SELF_HEAL_HELPERS/self-heal-probe.cjs "--no-warnings node a.js | node',
    ],
    ['cd app && python3 main.py', 'cd app && python3 main.py | python'],
    ['echo 3 | python3 main.py', 'echo 3 | python3 main.py | python'],
    ['python3 main.py < in.txt > out.txt 2>&1', 'python3 main.py < in.txt > out.txt 2>&1 | python'],
    ['python3 main.py; echo "done: $?"', 'python3 main.py; echo "done: $?" | python'],
    ['cd app && python3 main.py || true; exit 0', 'cd app && python3 main.py || true; exit 0 | python'],
    ["sh -c 'python main.py; echo done'", '$(command -v python || echo python3) main.py; echo done | python'],
    ['timeout 5 node --test', 'timeout 5 node --test | node tests'],
    ['npm test', 'npm test | node tests'],
    ['npm run test:unit -- --ci', 'npm run test:unit -- --ci | node tests'],
    ['yarn build', 'yarn build | node'],
    ['npx vitest run', 'npx vitest run | node tests'],
    ['uv run python main.py', 'uv run python main.py | python'],
    ['poetry run pytest tests', 'poetry run pytest tests | python tests'],
    ['./run.py', './run.py | python'],
    ['bash run.sh', 'bash run.sh | unknown'],
  ])('%s', (typed, expected) => expect(line(typed)).toBe(expected));

  it.each([
    ['', /no command/],
    ['pip install x', /installs packages/],
    ['python3 -m pip install x', /installs packages/],
    ['npm install', /not a run/],
    ['npm publish', /not a run/],
    ['npm run deploy', /change things outside/],
    ['yarn add x', /not a run/],
    ['pnpm dlx x', /network/],
    ['git push', /repository/],
    ['sudo python3 x.py', /rights/],
    ['ssh host ls', /other machines/],
    ['docker run x', /containers/],
    ['kubectl apply', /containers/],
    ['vim x', /editor/],
    ['python3', /prompt/],
    ['python3 -i x.py', /prompt/],
    ['node', /prompt/],
    ['node inspect x.js', /prompt/],
    ['python3 server.py &', /background/],
    ['python3 a.py; python3 b.py', /several/],
    ['python3 a.py | tee x', /several/],
    ['python3 $(cat x)', /script of the shell/],
    ['python3 `cat x`', /script of the shell/],
    ['python3 <<EOF', /script of the shell/],
    ['python3 "a', /not closed/],
    ['a\nb', /more than one line/],
    ['frobnicate', /not a program that is known/],
    ['vitest --watch', /never ends/],
    ['twine upload', /publishes/],
    ['cd x && rm -rf /', /changes files/],
    ['npx twine', /publishes/],
    ['env FOO=1 sudo x', /rights/],
    ['python3 setup.py install', /installs/],
  ])('refused: %s', (typed, why) => expect(line(typed)).toMatch(why));

  it('never throws', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc
            .array(fc.constantFrom('python3', ' ', '"', "'", '&', '|', '<', '>', '$(', '\\', 'x.py', '2>&1', 'A=b'))
            .map((words) => words.join('')),
        ),
        (typed) => void runnable(typed),
      ),
    ));
});

it.each([
  ['gcc main.c -o main', false],
  ['gcc -Wall main.c -o main && ./main', false],
  ['rustc main.rs', false],
  ['javac -d out Main.java && java -cp out Main', false],
  ['go test ./...', true],
  ['cargo +nightly test --release', true],
  ['cargo run', false],
  ['make test', true],
  ['make -j4', false],
  ['dotnet build', false],
])('builds, runs and tests of other languages: %s', (line, tests) => {
  expect(runnable(line)).toMatchObject({ ok: true, tests, runtime: 'unknown' });
});

it.each([
  'go install ./...',
  'go get x',
  'cargo publish',
  'cargo',
  'make install',
  'make deploy',
  'mvn deploy',
  'gcc main.c -o main; ./main',
  'java',
])('and nothing else of them: %s', (line) => {
  expect(runnable(line)).toMatchObject({ ok: false });
});
