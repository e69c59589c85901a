import { heals } from '../../../../../test/support/fixer-cases';

const missing = (name: string): string => `FileNotFoundError: [Errno 2] No such file or directory: '${name}'`;

heals(
  'python/command-words',
  [
    [
      'import subprocess\n«subprocess.run("echo \'two words\' more", check=True)»\n',
      `FileNotFoundError: [Errno 2] No such file or directory: "echo 'two words' more"`,
      'import subprocess\nsubprocess.run(["echo", "two words", "more"], check=True)\n',
    ],
    [
      'import subprocess\n«subprocess.run("ls | wc -l")»\n',
      missing('ls | wc -l'),
      'import subprocess\nsubprocess.run("ls | wc -l", shell=True)\n',
    ],
    [
      'from subprocess import run\nbranch = "main"\n«run(f"git checkout {branch}")»\n',
      missing('git checkout main'),
      'from subprocess import run\nbranch = "main"\nrun(["git", "checkout", branch])\n',
    ],
    [
      'import subprocess\n«subprocess.call(["git status"])»\n',
      missing('git status'),
      'import subprocess\nsubprocess.call(["git", "status"])\n',
    ],
  ],
  [
    ['«open("my notes.txt")»\n', missing('my notes.txt')],
    ['import subprocess\n«subprocess.run("my tool.exe")»\n', missing('my tool.exe')],
    ['import subprocess\n«subprocess.run(command)»\n', missing('git status')],
  ],
);
