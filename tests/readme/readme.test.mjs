// What the README shows is run, and must print what the README says it prints. Run from the top folder, after the builds:
//   node --test tests/readme/readme.test.mjs
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { find, snippets } from './snippets.mjs';

const blocks = snippets('README.md');

test('the commands of the README print what it says', () => {
  const commands = blocks.filter(({ language }) => language === 'console');
  assert.ok(commands.length > 0);
  for (const { text } of commands) {
    const { next } = find(blocks, 'console', other => other === text);
    const output = execFileSync('sh', ['-c', text.replace(/^\$ /, '')], { encoding: 'utf8' });
    assert.equal(output.trimEnd(), next.trimEnd());
  }
});

test('the scenario of the README is the default one, written out', () => {
  const { text } = find(blocks, 'json');
  const { version, mechanism, tokens } = JSON.parse(text);
  const run = scenario =>
    execFileSync('build/native/src/attention', ['run', '-', '--json'], { input: scenario, encoding: 'utf8' });
  assert.equal(run(text), run(JSON.stringify({ version, mechanism, tokens })));
});

test('the JavaScript of the README prints what it says', () => {
  const scripts = blocks.filter(({ language }) => language === 'js');
  assert.equal(scripts.length, 2);
  for (const { text } of scripts) {
    const { next } = find(blocks, 'js', other => other === text);
    const output = execFileSync(process.execPath, ['--input-type=module'], { input: text, encoding: 'utf8' });
    assert.equal(output.trimEnd(), next.trimEnd());
  }
});

test('the iframe of the README holds a link that runs', () => {
  const { text } = find(blocks, 'html');
  const [, link] = /src="embed\.html(#[^"]+)"/.exec(text);
  assert.match(execFileSync('build/native/src/attention', ['run', link], { encoding: 'utf8' }), /^masked_scores \(7 x 7\)$/m);
});

test('the two commands of the README are presets, and its picture and folders exist', () => {
  const presets = JSON.parse(readFileSync('CMakePresets.json', 'utf8')).workflowPresets.map(({ name }) => name);
  const { text } = find(blocks, 'sh');
  const commands = Array.from(text.matchAll(/^cmake --workflow --preset (\w+)/gm), ([, name]) => name);
  assert.deepEqual(commands, ['play', 'test']);
  for (const name of commands) assert.ok(presets.includes(name), name);
  const readme = readFileSync('README.md', 'utf8');
  for (const [, path] of readme.matchAll(/^\| `([\w/.]+)`/gm)) assert.ok(existsSync(path), path);
  for (const [, path] of readme.matchAll(/^!\[[^\]]*\]\(([^)]+)\)/gm)) assert.ok(existsSync(path), path);
});
