// attention inverse: the edits that it prints give the number that was wanted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attention, report } from './run.mjs';

const scenario = { version: 1, mechanism: 'self_attention', tokens: ['the', 'dog', 'ran'] };

function invert(words) {
  const { status, stdout, stderr } = attention(['inverse', '-', ...words, '--json'], JSON.stringify(scenario));
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

const weight = ['--matrix', 'weights', '--row', 'dog', '--column', 'ran'];

test('the scenario with the edits has the number', () => {
  const { outcome, edits, norm, reached } = invert([...weight, '--to', '0.7', '--by', 'W_k']);
  assert.equal(outcome, 'reached');
  assert.ok(Math.abs(reached - 0.7) < 1e-5);
  const size = Math.sqrt(edits.reduce((sum, { value, previous }) => sum + (value - previous) ** 2, 0));
  assert.ok(Math.abs(size - norm) < 1e-4);
  const changed = { ...scenario, edits: edits.map(({ previous: _, ...edit }) => edit) };
  const { numbers } = report(changed).matrices.find(({ name }) => name === 'weights');
  assert.ok(Math.abs(numbers[1][2] - 0.7) < 1e-5);
});

test('one row alone may change', () => {
  const { edits } = invert([
    '--matrix',
    'output',
    '--row',
    '2',
    '--column',
    '1',
    '--to',
    '1',
    '--by',
    'embeddings',
    '--by-row',
    '3',
  ]);
  assert.ok(edits.length > 0);
  assert.ok(edits.every(({ matrix, row }) => matrix === 'embeddings' && row === 2));
});

test('what cannot be had is said, and so is what is asked wrongly', () => {
  assert.equal(invert([...weight, '--to', '1.2', '--by', 'W_q']).outcome, 'out_of_range');
  assert.equal(invert([...weight, '--to', '0.5', '--by', 'W_v']).outcome, 'no_gradient');
  for (const words of [weight, [...weight, '--to', 'x', '--by', 'W_q'], ['--matrix', 'weights', '--to', '1', '--by', 'W_q']])
    assert.equal(attention(['inverse', '-', ...words], JSON.stringify(scenario)).status, 2);
  assert.equal(attention(['inverse', '-', ...weight, '--to', '0.5', '--by', 'W'], JSON.stringify(scenario)).status, 1);
});
