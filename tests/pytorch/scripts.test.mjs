// The scripts that `attention python` writes, run by PyTorch: they print what the core computed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { env } from 'node:process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { attention, report } from '../cli/run.mjs';
import { variations } from '../cli/variations.mjs';

const runner = fileURLToPath(new URL('run_scripts.py', import.meta.url));

function runAll(scripts) {
  const { status, stdout, stderr, error } = spawnSync(env.ATTENTION_PYTORCH ?? 'python3', [runner], {
    encoding: 'utf8',
    input: JSON.stringify(scripts),
    maxBuffer: 1e9,
  });
  if (error) throw error;
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

function script(scenario) {
  const { status, stdout, stderr } = attention(['python', '-'], JSON.stringify(scenario));
  assert.equal(status, 0, stderr);
  return stdout;
}

/** The numbers of each printed tensor: a name on a line of its own, then the tensor. */
function readTensors(printed) {
  assert.doesNotMatch(printed, /Traceback/, printed);
  return printed
    .split(/^(?=[A-Za-z_])(?!tensor)/m)
    .filter(part => part.trim() !== '')
    .map(part => {
      const [, ...rest] = part.split('\n');
      const text = rest.join(' ');
      assert.match(text, /^tensor\(/);
      return (text.match(/-?(?:\d+\.?\d*(?:e[+-]?\d+)?|inf|nan)(?=[,\]\s])/g) ?? []).map(number =>
        Number(number.replace('inf', 'Infinity').replace('nan', 'NaN')),
      );
    });
}

function compare(name, matrices, tensors) {
  assert.equal(tensors.length, matrices.length, name);
  let numbers = 0;
  for (const [index, matrix] of matrices.entries()) {
    const wanted = matrix.numbers.flat();
    const got = tensors[index];
    assert.equal(got.length, wanted.length, `${name}: how many numbers of ${matrix.name}`);
    for (const [place, want] of wanted.entries()) {
      numbers += 1;
      const have = got[place];
      const near = want === null ? !Number.isFinite(have) : Math.abs(have - want) <= 1e-5 * Math.max(1, Math.abs(want));
      assert.ok(near, `${name}: number ${place} of ${matrix.name} is ${have} in PyTorch, ${want} in the core`);
    }
  }
  return numbers;
}

test('every mechanism and option as a script prints, in PyTorch, what the core computed', () => {
  const all = variations();
  const printed = runAll(all.map(({ scenario }) => script(scenario)));
  let numbers = 0;
  for (const [index, { name, scenario }] of all.entries())
    numbers += compare(name, report(scenario).matrices, readTensors(printed[index]));
  console.log(`${all.length} scenarios, ${numbers} numbers`);
  assert.ok(numbers > 1000);
});
