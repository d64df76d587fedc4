// The command's accounts, gradients and scripts.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { attention, report } from './run.mjs';

const folder = mkdtempSync(join(tmpdir(), 'attention-'));
after(() => rmSync(folder, { recursive: true }));

const masked = { version: 1, mechanism: 'masked', tokens: ['我们', 'dog', '👍🏽'] };

test('every command has help of its own, whose examples are commands', () => {
  const names = [...attention(['--help']).stdout.matchAll(/^ {2}attention (\w+) /gm)].map(([, name]) => name);
  assert.deepEqual(names.slice(0, 7), ['run', 'explain', 'gradient', 'inverse', 'python', 'cost', 'list']);
  for (const name of names.slice(0, 7)) {
    const { status, stdout } = attention([name, '--help']);
    assert.equal(status, 0);
    assert.ok(stdout.startsWith(`attention ${name}`), stdout);
    assert.match(stdout, new RegExp(`^Examples\n(.*\n)*.*attention ${name} `, 'm'));
  }
});

test('the examples of the help that need no file work', () => {
  let count = 0;
  for (const command of ['explain', 'gradient', 'inverse']) {
    const { stdout } = attention([command, '--help']);
    for (const [, input, words] of stdout.matchAll(/echo '(\{.*\})' \|\s+attention (.*)$/gm)) {
      const { status, stdout: printed, stderr } = attention(words.split(' '), input);
      assert.equal(status, 0, stderr);
      assert.notEqual(printed, '');
      count += 1;
    }
  }
  assert.equal(count, 3);
});

/** Evaluates the right side of an account as it is printed. */
function evaluate(equation) {
  const [, right] = equation.split(' = ');
  const expression = right
    .replaceAll('e^', 'Math.exp')
    .replaceAll('^', '**')
    .replace(/\btanh\b/g, 'Math.tanh');
  assert.match(expression, /^(Math\.exp|Math\.tanh|[\d.e+*/() -])*$/);
  return new Function(`return ${expression}`)();
}

test('explain: the printed arithmetic gives the printed number', () => {
  const tokens = ['the', 'dog', 'ran'];
  const cells = [
    [{ mechanism: 'masked', tokens }, ['--matrix', 'weights', '--row', 'ran', '--column', 'dog']],
    [{ mechanism: 'masked', tokens, temperature: 0.5 }, ['--matrix', 'weights', '--row', '3', '--column', '2']],
    [{ mechanism: 'masked', tokens }, ['--matrix', 'scores', '--row', '2', '--column', 'ran']],
    [{ mechanism: 'masked', tokens }, ['--matrix', 'output', '--row', '3', '--column', '4']],
    [{ mechanism: 'soft', tokens, score: 'cosine', width: 6 }, ['--matrix', 'scores', '--row', '1', '--column', 'ran']],
    [{ mechanism: 'soft', tokens, score: 'additive', hidden_width: 5 }, ['--matrix', 'scores', '--row', '1', '--column', '1']],
    [{ mechanism: 'multi_head', tokens }, ['--matrix', 'weights', '--head', '2', '--row', '1', '--column', '3']],
    [{ mechanism: 'pointer', tokens }, ['--matrix', 'weights', '--row', '2', '--column', '1']],
    [{ mechanism: 'pointer', tokens }, ['--matrix', 'weights', '--step', '1', '--row', '1', '--column', 'ran']],
    [{ mechanism: 'pointer', tokens }, ['--matrix', 'z', '--step', '2', '--row', '1', '--column', '4']],
  ];
  for (const [scenario, words] of cells) {
    const { status, stdout, stderr } = attention(['explain', '-', ...words], JSON.stringify({ version: 1, ...scenario }));
    assert.equal(status, 0, stderr);
    const [, equation, ...terms] = stdout.trimEnd().split('\n');
    assert.ok(Math.abs(evaluate(equation) - Number.parseFloat(equation)) < 5e-4, equation);
    assert.ok(terms.length >= 1 && terms.every(term => /^ {2}\d+\. .*\d$|hidden: \w+$/.test(term)), stdout);
    const json = JSON.parse(attention(['explain', '-', ...words, '--json'], JSON.stringify({ version: 1, ...scenario })).stdout);
    assert.equal(json.equation, equation);
    assert.equal(json.terms.length, terms.length);
    assert.ok(Math.abs(json.result - Number.parseFloat(equation)) <= 0.5001e-4);
  }
});

test('explain: a hidden number says why, and a wrong cell what there is', () => {
  const file = join(folder, 'explained.json');
  writeFileSync(file, JSON.stringify(masked));
  const explain = (...words) => attention(['explain', file, ...words]);
  const hidden = explain('--matrix', 'masked_scores', '--row', '1', '--column', '2');
  assert.match(hidden.stdout, /^masked_scores \[我们, dog\]\n-inf = hidden: causal\n/);
  for (const [words, message] of [
    [['--matrix', 'wights', '--row', '1', '--column', '1'], /expected one of embeddings, W_q.*weights.*got wights/],
    [['--matrix', 'weights', '--row', '4', '--column', '1'], /--row: expected a number from 1 to 3, got 4/],
    [['--matrix', 'weights', '--row', '1', '--column', 'cat'], /--column: .*我们, dog, 👍🏽, got cat/],
    [['--matrix', 'weights', '--row', '1'], /go together/],
    [['--matrix', 'weights'], /needs --row/],
    [['--row', '1', '--column', '1'], /needs --matrix/],
    [['--matrix', 'weights', '--head', '0', '--row', '1', '--column', '1'], /--head expects a number from 1, got 0/],
    [['--matrix', 'weights', '--head', '1', '--row', '1', '--column', '1'], /expected --head and --step/],
    [['--matrix'], /expects a value/],
    [['--matrix', 'a', '--matrix', 'b'], /given twice/],
  ]) {
    const { status, stdout, stderr } = explain(...words);
    assert.equal(status, 2, words.join(' '));
    assert.equal(stdout, '');
    assert.match(stderr, message);
  }
  const twice = attention(
    ['explain', '-', '--matrix', 'weights', '--row', 'a', '--column', '1'],
    JSON.stringify({ ...masked, tokens: ['a', 'a'] }),
  );
  assert.match(twice.stderr, /more than once/);
});

test('explain: every number leads to what was given, also where several matrices share a name', () => {
  for (const cell of ['gated', 'gru', 'lstm']) {
    const scenario = JSON.stringify({
      version: 1,
      mechanism: 'bahdanau',
      tokens: ['the', 'cat'],
      targets: ['猫', '喝'],
      width: 4,
      cell,
    });
    const asked = [['states', [], 2, 1]];
    const seen = new Set();
    const reached = new Set();
    while (asked.length > 0) {
      const [matrix, place, row, column] = asked.pop();
      const words = ['explain', '-', '--matrix', matrix, ...place, '--row', String(row), '--column', String(column), '--json'];
      const { status, stdout, stderr } = attention(words, scenario);
      assert.equal(status, 0, `${words.join(' ')}: ${stderr}`);
      const account = JSON.parse(stdout);
      reached.add(account.matrix);
      // One factor of each matrix is enough to see every matrix once.
      for (const factor of account.terms.flatMap(({ factors }) => factors)) {
        if (factor.matrix === undefined) continue;
        const where = ['head', 'step'].flatMap(name => (factor[name] ? [`--${name}`, String(factor[name])] : []));
        const key = [factor.matrix, ...where].join(' ');
        if (seen.has(key)) continue;
        seen.add(key);
        asked.push([factor.matrix, where, factor.row, factor.column]);
      }
    }
    assert.ok(
      [...reached].some(name => name.startsWith('embeddings')) && reached.has('decoder.weight_ih'),
      [...reached].join(', '),
    );
  }
});

test('gradient: of a cell, of a sum, with respect to everything given; a small change of an edit agrees', () => {
  const scenario = { version: 1, mechanism: 'masked', tokens: ['the', 'dog', 'ran'], seed: 7 };
  const words = ['gradient', '-', '--matrix', 'output', '--row', 'ran', '--column', '1'];
  const whole = JSON.parse(attention([...words, '--json'], JSON.stringify(scenario)).stdout);
  assert.deepEqual(
    whole.gradients.map(({ name }) => name),
    ['embeddings', 'W_q', 'W_k', 'W_v'],
  );
  const one = attention([...words, '--by', 'W_q'], JSON.stringify(scenario));
  assert.match(one.stdout, /^gradient of output \[ran, 1\] = -?\d\.\d{4}, with respect to\n\nW_q \(4 x 16\)\n/);
  const [weight] = JSON.parse(attention([...words, '--by', 'W_q', '--json'], JSON.stringify(scenario)).stdout).gradients;
  assert.deepEqual(weight, whole.gradients[1]);
  const { given } = computedGiven(scenario);
  const changed = value => report({ ...scenario, edits: [{ matrix: 'W_q', row: 1, column: 2, value }] });
  const output = result => result.matrices.find(({ name }) => name === 'output').numbers[2][0];
  const step = 0.01;
  const slope = (output(changed(given + step)) - output(changed(given - step))) / (2 * step);
  assert.ok(Math.abs(slope - weight.numbers[1][2]) < 1e-3, `${slope}, ${weight.numbers[1][2]}`);

  const cell = [...words, '--by', 'W_q', '--by-row', '2', '--by-column', '3'];
  const told = JSON.parse(attention([...cell, '--json'], JSON.stringify(scenario)).stdout);
  assert.ok(Math.abs(told.result - weight.numbers[1][2]) < 1e-6, 'the number that is explained');
  const products = told.terms.map(({ factors }) => factors.reduce((product, { value }) => product * value, 1));
  const added = products.reduce((total, product) => total + product, 0);
  assert.ok(products.length > 0 && Math.abs(added - told.result) < 1e-6, `${added}, ${told.result}`);
  const text = attention(cell, JSON.stringify(scenario)).stdout;
  assert.match(text, /^gradient of output \[ran, 1\] by W_q \[2, 3\]\n.* = .*\n {2}1\. gradient of queries \[ran, 2\] /);
  assert.match(attention([...words, '--by-row', '2', '--by-column', '3'], JSON.stringify(scenario)).stderr, /need --by/);

  const sum = attention(['gradient', '-'], JSON.stringify({ ...scenario, mechanism: 'pointer' }));
  assert.equal(sum.status, 0);
  assert.match(sum.stdout, /^gradient of the sum of scores \(3 x 3\) = /);
});

/** W_q[1][2] of a scenario, as its account tells it. */
function computedGiven(scenario) {
  const words = ['explain', '-', '--matrix', 'W_q', '--row', '2', '--column', '3', '--json'];
  return { given: JSON.parse(attention(words, JSON.stringify(scenario)).stdout).result };
}

test('python: a script that holds the numbers and prints what run prints', () => {
  const { status, stdout } = attention(['python', '-'], JSON.stringify(masked));
  assert.equal(status, 0);
  assert.match(stdout, /^import torch\n/);
  for (const { name } of report(masked).matrices) assert.ok(stdout.includes(`print("${name}"`), name);
});

test('cost: what was counted is what the table says of self-attention', () => {
  const tokens = ['a', 'b', 'c', 'd', 'e'];
  const input = JSON.stringify({ version: 1, mechanism: 'multi_head', tokens, width: 8, heads: 2 });
  const { counted, layers } = JSON.parse(attention(['cost', '-', '--json'], input).stdout);
  const [own] = layers;
  assert.equal(own.layer, 'self_attention');
  assert.equal(own.parameters, 4 * 8 * 8);
  assert.equal(own.multiply_adds, 4 * 5 * 8 * 8 + 2 * 5 * 5 * 8);
  assert.equal(counted.parameters, own.parameters);
  assert.equal(counted.multiply_adds, own.multiply_adds);
  const wide = JSON.parse(attention(['cost', '-', '--json', '--kernel', '5', '--window', '5'], input).stdout).layers;
  const convolutional = list => list.find(({ layer }) => layer === 'convolutional');
  assert.equal(convolutional(wide).parameters, 5 * 8 * 8);
  assert.equal(convolutional(layers).parameters, 3 * 8 * 8);
  const { stdout } = attention(['cost', '-'], input);
  for (const { layer, parameters } of layers) assert.match(stdout, new RegExp(`^ *${layer} +${parameters} `, 'm'));
});
