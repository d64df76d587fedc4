// Installs the library and uses it, by the commands, the project and the program that the README shows, in a home of its
// own. Run from the top folder, after the native build:
//   node --test tests/install/install.test.mjs
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { env } from 'node:process';
import { test } from 'node:test';
import { find, snippets } from '../readme/snippets.mjs';

const blocks = snippets('README.md');
const home = resolve('build/test/home');
const project = join(home, 'example');

const shell = (command, cwd) =>
  execFileSync('sh', ['-c', command], {
    cwd,
    encoding: 'utf8',
    env: { ...env, HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });

test('the library is installed, and a program that finds it prints what the README says', () => {
  rmSync(home, { recursive: true, force: true });
  mkdirSync(project, { recursive: true });
  // The build, which the first of these commands begins with, is there already.
  const { text } = find(blocks, 'sh', block => block.includes('cmake --install'));
  shell(
    text.split('\n').find(line => line.startsWith('cmake --install')),
    '.',
  );

  const program = find(blocks, 'cpp');
  writeFileSync(join(project, 'CMakeLists.txt'), find(blocks, 'cmake').text);
  writeFileSync(join(project, 'example.cpp'), program.text);
  const output = shell(program.next, project);
  const { next } = find(blocks, 'sh', block => block === program.next);
  assert.ok(output.endsWith(next), output);
});

test('the installed command runs, and the headers bring none of the libraries that stay inside', () => {
  assert.match(shell('"$HOME/.local/bin/attention" --version', home), /^attention \d+\.\d+\.\d+$/m);
  const headers = join(home, '.local/include/attention');
  assert.ok(existsSync(join(headers, 'attention.hpp')));
  for (const library of ['nlohmann', 'xsimd']) assert.ok(!existsSync(join(headers, library)), library);
});
