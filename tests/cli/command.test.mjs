// The attention command as a user of a terminal meets it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { attention, command, linkOf, report } from './run.mjs';

const folder = mkdtempSync(join(tmpdir(), 'attention-'));
after(() => rmSync(folder, { recursive: true }));

const masked = { version: 1, mechanism: 'masked', tokens: ['我们', 'dog', '👍🏽'] };

/** How many columns of a terminal a text of these tests takes. */
function columns(text) {
  let sum = 0;
  for (const { segment } of new Intl.Segmenter('en').segment(text))
    sum += /[\p{Script=Han}\p{Extended_Pictographic}]/u.test(segment) ? 2 : 1;
  return sum;
}

test('--help names every option and exit status', () => {
  for (const word of ['--help', '-h']) {
    const { status, stdout, stderr } = attention([word]);
    assert.equal(status, 0);
    assert.equal(stderr, '');
    for (const part of ['attention run', '--json', '--version', 'Exit status', 'standard input', 'link'])
      assert.ok(stdout.includes(part), part);
  }
});

test('the example of --help works', () => {
  const { stdout } = attention(['--help']);
  const example = /echo '(\{.*\})' \| attention run -/.exec(stdout)?.[1] ?? '';
  const { status, stdout: tables } = attention(['run', '-'], example);
  assert.equal(status, 0);
  assert.match(tables, /^weights \(3 x 3\)$/m);
});

test('--version', () => {
  const { status, stdout } = attention(['--version']);
  assert.equal(status, 0);
  assert.match(stdout, /^attention \d+\.\d+\.\d+\n$/);
});

test('a file, standard input and a link give the same', () => {
  const file = join(folder, 'scenario.json');
  writeFileSync(file, JSON.stringify(masked));
  for (const options of [[], ['--json']]) {
    const fromFile = attention(['run', file, ...options]);
    assert.equal(fromFile.status, 0);
    assert.equal(fromFile.stderr, '');
    assert.match(fromFile.stdout, /weights/);
    assert.deepEqual(attention(['run', '-', ...options], JSON.stringify(masked)), fromFile);
    assert.deepEqual(attention(['run', linkOf(masked), ...options]), fromFile);
    assert.deepEqual(attention(['run', `https://example.org/play/${linkOf(masked)}`, ...options]), fromFile);
    assert.deepEqual(attention(['run', ...options, `https://example.org/embed.html${linkOf(masked)}`]), fromFile);
  }
});

test('tables are aligned, with Chinese and emoji as well', () => {
  for (const scenario of [
    masked,
    { ...masked, tokens: ['a', '中华人民共和国', 'long-word', '的'] },
    { ...masked, mechanism: 'pointer' },
  ]) {
    const { stdout } = attention(['run', '-'], JSON.stringify(scenario));
    const tables = stdout.split('\n\n').filter(table => /^\w+(, head \d+)? \(/.test(table));
    assert.ok(tables.length >= 2);
    for (const table of tables) {
      const [title, head, ...rows] = table.split('\n');
      const [, rowCount] = /\((\d+) x (\d+)\)$/.exec(title) ?? [];
      assert.equal(rows.length, Number(rowCount), title);
      assert.equal(new Set([head, ...rows].map(columns)).size, 1, table);
      for (const row of rows) assert.match(row, /(-?\d+\.\d{4}|hidden)$/);
    }
  }
});

test('a token with control characters cannot move the cursor', () => {
  const { status, stdout } = attention(['run', '-'], JSON.stringify({ ...masked, tokens: ['a\u001b[2Jb', 'c\nd\r', 'e\u007f'] }));
  assert.equal(status, 0);
  const controls = [...stdout].filter(letter => letter !== '\n' && (letter < ' ' || letter === '\u007f'));
  assert.deepEqual(controls, []);
});

test('tables and JSON tell the same numbers', () => {
  for (const scenario of [
    masked,
    { ...masked, mechanism: 'multi_head', mask: { causal: true } },
    { ...masked, mechanism: 'pointer' },
  ]) {
    const { stdout } = attention(['run', '-'], JSON.stringify(scenario));
    const printed = [...stdout.matchAll(/(?<= )(-?\d+\.\d{4}|hidden)(?= |$)/gm)].map(([text]) => text);
    const numbers = report(scenario).matrices.flatMap(matrix => matrix.numbers.flat());
    assert.equal(printed.length, numbers.length);
    for (const [index, text] of printed.entries()) {
      if (text === 'hidden') assert.equal(numbers[index], null);
      else assert.ok(Math.abs(Number(text) - numbers[index]) <= 0.5001e-4, `${text}, ${numbers[index]}`);
    }
  }
});

test('JSON names rows, columns, heads, and the order of a pointer network', () => {
  const multiHead = report({
    version: 1,
    mechanism: 'multi_head',
    tokens: ['我', 'you'],
    keys: ['x', 'y', 'z'],
    heads: 2,
    width: 4,
  });
  assert.equal(multiHead.mechanism, 'multi_head');
  const weights = multiHead.matrices.filter(({ name }) => name === 'weights');
  assert.deepEqual(
    weights.map(({ head }) => head),
    [1, 2],
  );
  for (const { rows, columns: names, numbers } of weights) {
    assert.deepEqual(rows, ['我', 'you']);
    assert.deepEqual(names, ['x', 'y', 'z']);
    for (const row of numbers) assert.ok(Math.abs(row.reduce((sum, weight) => sum + weight) - 1) < 1e-6);
  }
  const names = multiHead.matrices.map(({ name }) => name);
  for (const name of ['scores', 'output', 'mean_weights', 'result']) assert.ok(names.includes(name), name);

  const pointer = report({ version: 1, mechanism: 'pointer', tokens: ['7', '2', '9'] });
  assert.deepEqual([...pointer.order].sort(), [0, 1, 2]);
  assert.ok(pointer.log_probability < 0);
  const chosen = pointer.matrices.find(({ name }) => name === 'weights').numbers.map(row => row.indexOf(Math.max(...row)));
  assert.deepEqual(chosen, pointer.order);
});

const wrongScenarios = [
  [{ ...masked, temperature: 0 }, /temperature: .*0\.001.*1000.*got 0/],
  [{ ...masked, temperature: 'warm' }, /temperature: .*number/],
  [{ ...masked, mechanism: 'multi_head', heads: 3 }, /width 16.*heads 3/],
  [{ ...masked, mechanism: 'magic' }, /mechanism: .*key_value.*pointer/],
  [{ ...masked, score: 'magic' }, /score: .*additive.*cosine/],
  [{ ...masked, tokens: [] }, /tokens: .*at least one/],
  [{ ...masked, tokens: ['a', 7] }, /tokens\[1\]: .*text/],
  [{ ...masked, mask: { window: { left: -1, right: 0 } } }, /mask\.window\.left: /],
  [{ ...masked, mask: { free: [[0, 9]] } }, /mask\.free|hidden pair \(0, 9\)/],
  [{ ...masked, seed: 2 ** 32 }, /seed: .*4294967295/],
  [{ ...masked, version: 2 }, /version: .*expected 1, got 2/],
  [{ mechanism: 'masked', tokens: 'a' }, /version/],
  [{ ...masked, colour: 'red' }, /colour/],
  [{ ...masked, tokens: Array.from({ length: 513 }, () => 'a') }, /tokens: .*512.*513/],
];

test('a wrong scenario: status 1, and the message names the field', () => {
  for (const [scenario, message] of wrongScenarios) {
    for (const words of [
      ['run', '-'],
      ['run', '-', '--json'],
    ]) {
      const { status, stdout, stderr } = attention(words, JSON.stringify(scenario));
      assert.equal(status, 1, JSON.stringify(scenario).slice(0, 200));
      assert.equal(stdout, '');
      assert.match(stderr, /^attention: .*\n$/);
      assert.match(stderr, message);
    }
  }
  for (const text of ['', '{', '[1', 'null', '"a"', '{"version": 1e999}'])
    assert.equal(attention(['run', '-'], text).status, 1, text);
  assert.match(attention(['run', '#1.eyJ2!']).stderr, /link is broken at character 8/);
  assert.equal(attention(['run', '#1.eyJ2!']).status, 1);
});

test('a wrong command: status 2, and a hint', () => {
  for (const words of [[], ['dance'], ['run'], ['run', '-', '--loud'], ['run', 'a.json', 'b.json'], ['--json'], ['list', 'x']]) {
    const { status, stdout, stderr } = attention(words);
    assert.equal(status, 2, words.join(' '));
    assert.equal(stdout, '');
    assert.match(stderr, /^attention: /);
  }
});

test('an unreadable file: status 3, and its name', () => {
  for (const file of [join(folder, 'missing.json'), folder]) {
    const { status, stdout, stderr } = attention(['run', file]);
    assert.equal(status, 3, stderr);
    assert.equal(stdout, '');
    assert.ok(stderr.includes(file), stderr);
  }
});

test('list: every mechanism and its fields, as text and as JSON', () => {
  const { status, stdout } = attention(['list']);
  assert.equal(status, 0);
  const listed = JSON.parse(attention(['list', '--json']).stdout);
  for (const mechanism of ['soft', 'self_attention', 'multi_head', 'pointer']) {
    assert.match(stdout, new RegExp(`^${mechanism}$`, 'm'));
    assert.ok(listed[mechanism].includes('tokens'));
  }
  assert.ok(listed.masked.includes('mask.causal'));
  assert.ok(!listed.pointer.includes('mask.causal'));
});

test('the schema and the reference of the repository are what the command prints', () => {
  for (const [option, file] of [
    ['--schema', 'schema.json'],
    ['--reference', 'README.md'],
  ]) {
    const { status, stdout } = attention(['list', option]);
    assert.equal(status, 0);
    const stored = readFileSync(new URL(`../../src/scenario/${file}`, import.meta.url), 'utf8');
    assert.equal(stored, stdout, `attention list ${option} > src/scenario/${file}`);
  }
});

// Sanitized the command takes several seconds for this, and otherwise about one.
test('on a terminal a bar tells that long work goes on, and is gone at the end; short work has none', () => {
  const file = join(folder, 'long.json');
  const tokens = Array.from({ length: 512 }, (_, index) => `w${index}`);
  writeFileSync(file, JSON.stringify({ version: 1, mechanism: 'key_value', score: 'additive', hidden_width: 64, tokens }));
  const words = `"${command}" gradient "${file}" --json > "${join(folder, 'long.out')}"`;
  const started = performance.now();
  const { status, stdout } = spawnSync('script', ['-qec', words, '/dev/null'], { encoding: 'utf8' });
  const seconds = (performance.now() - started) / 1000;
  assert.equal(status, 0, stdout);
  const lines = stdout.split('\r');
  const bars = lines.filter(line => /(computing|differentiating|writing) \[[ #]{30}\] .*\d s$/.test(line));
  if (seconds > 2.5) assert.ok(bars.length > 1, stdout);
  if (seconds < 1) assert.deepEqual(bars, []);
  if (bars.length > 0) assert.equal(lines.at(-1).replace('\u001b[K', '').trim(), '');
  assert.equal(attention(['gradient', file, '--json']).stderr, '');
});
