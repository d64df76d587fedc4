// The program that the page gives is compiled against the installed library, and prints the command's numbers.

import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { env } from 'node:process';
import { reportOf } from './command';
import { expect, test } from './test';

const native = resolve(dirname(env.ATTENTION_COMMAND ?? resolve(__dirname, '../../build/native/src/attention')), '..');

/** "weights, head 1 (3 x 3)" and its rows, of which there is one for each. */
function parse(output: string): { name: string; numbers: number[][] }[] {
  const found: { name: string; numbers: number[][] }[] = [];
  for (const line of output.trimEnd().split('\n')) {
    const [, name] = /^([a-z_].*) \(\d+ x \d+\)$/.exec(line) ?? [];
    if (name) found.push({ name, numbers: [] });
    else found.at(-1)?.numbers.push(line.split(' ').map(text => (text === '-inf' ? -Infinity : Number(text))));
  }
  return found;
}

const states = [
  { mechanism: 'multi_head', tokens: ['the', '牛奶', ')json"', '"\\', '\u202eab', '\u200b?'], seed: 7, temperature: 0.3 },
  {
    mechanism: 'masked',
    tokens: ['??/', '%s%n', '$(x)', '\r\n\t'],
    edits: [{ matrix: 'embeddings', row: 0, column: 1, value: 0.1 }],
  },
];

test('the program in C++ compiles against the installed library and prints the same numbers', async ({
  page,
  playground,
  browserName,
}, info) => {
  test.skip(browserName !== 'chromium', 'one compilation tells enough');
  test.setTimeout(600_000);
  const home = info.outputPath('library');
  rmSync(home, { recursive: true, force: true });
  execFileSync('cmake', ['--install', native, '--prefix', home], { stdio: 'pipe' });
  const project = info.outputPath('project');
  mkdirSync(project, { recursive: true });
  const programs: string[] = [];
  for (const [index, state] of states.entries()) {
    await playground.open({ version: 1, ...state, view: { panel: 'code' } });
    await page.locator('[data-code="cpp"]').click();
    const text = await page.locator('textarea.code').inputValue();
    // A program is what it looks like.
    expect(text).not.toMatch(/[\p{Cf}\u2028\u2029]/u);
    writeFileSync(join(project, `figure${index}.cpp`), text);
    programs.push(page.url());
  }
  const targets = states.map(
    (_, index) =>
      `add_executable(figure${index} figure${index}.cpp)\ntarget_link_libraries(figure${index} PRIVATE attention::attention)\n`,
  );
  const lists = `cmake_minimum_required(VERSION 3.25)\nproject(figure LANGUAGES CXX)\nset(CMAKE_CXX_FLAGS "-Wall -Wextra -Werror")\nfind_package(attention 0.1 CONFIG REQUIRED)\n${targets.join('')}`;
  writeFileSync(join(project, 'CMakeLists.txt'), lists);
  execFileSync('cmake', ['-S', project, '-B', join(project, 'build'), `-DCMAKE_PREFIX_PATH=${home}`], { stdio: 'pipe' });
  execFileSync('cmake', ['--build', join(project, 'build')], { stdio: 'pipe' });
  for (const [index, link] of programs.entries()) {
    const printed = parse(execFileSync(join(project, 'build', `figure${index}`), { encoding: 'utf8' }));
    const reported = reportOf(link);
    expect(printed.map(({ name }) => name)).toEqual(reported.map(({ name, head }) => (head ? `${name}, head ${head}` : name)));
    printed.forEach(({ numbers }, at) => {
      const same = (reported[at]?.numbers ?? []).map(row => row.map(value => Math.fround(value ?? -Infinity)));
      expect(numbers.map(row => row.map(value => Math.fround(value)))).toEqual(same);
    });
  }
});
