// The command and the page's module compute the same numbers.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { moduleFolder, report, scenarios } from './run.mjs';

/** What single precision may differ by: the compilers' vector units add in another order. */
const tolerance = 1e-6;

let core;
before(async () => {
  const { default: load } = await import(pathToFileURL(join(moduleFolder, 'attention.mjs')));
  core = await load();
});

/** The module's matrices that the command reports, by name and head. */
function computed(scenario) {
  const run = core.run(JSON.stringify(scenario));
  const matrices = new Map();
  for (const node of run.nodes()) {
    const name = node.scope ? `${node.scope}.${node.name}` : node.name;
    if (node.step === -1) matrices.set(`${name} ${node.head + 1}`, { node, values: [...run.values(node.node)] });
  }
  const result = { matrices, order: [...run.order()], logProbability: run.logProbability() };
  run.delete();
  return result;
}

/** How many numbers were compared, how many are the same bit for bit, and the largest difference. */
function compare({ name, scenario }, tally) {
  const native = report(scenario);
  const web = computed(scenario);
  assert.ok(native.matrices.length >= 2, name);
  for (const matrix of native.matrices) {
    const other = web.matrices.get(`${matrix.name} ${matrix.head ?? 0}`);
    assert.ok(other, `${name}: ${matrix.name}`);
    assert.deepEqual([matrix.rows.length, matrix.columns.length], [other.node.rows, other.node.columns]);
    for (const [index, number] of matrix.numbers.flat().entries()) {
      const value = number ?? -Infinity;
      const difference = value === other.values[index] ? 0 : Math.abs(value - other.values[index]);
      const limit = tolerance * Math.max(1, Math.abs(value));
      assert.ok(difference <= limit, `${name}: ${matrix.name}[${index}] is ${value} and ${other.values[index]}`);
      tally.count += 1;
      tally.same += difference === 0 ? 1 : 0;
      tally.largest = Math.max(tally.largest, difference);
    }
  }
  if (scenario.mechanism !== 'pointer') return;
  assert.deepEqual(native.order, web.order, name);
  assert.ok(Math.abs(native.log_probability - web.logProbability) < 1e-5, name);
}

for (const mechanism of new Set(scenarios().map(({ scenario }) => scenario.mechanism))) {
  test(`${mechanism}: every score, mask and cell`, t => {
    const tally = { count: 0, same: 0, largest: 0 };
    const list = scenarios().filter(({ scenario }) => scenario.mechanism === mechanism);
    for (const one of list) compare(one, tally);
    t.diagnostic(
      `${list.length} scenarios, ${tally.count} numbers, ${tally.same} the same bit for bit, largest difference ${tally.largest.toExponential(1)}`,
    );
    assert.ok(tally.count > 100);
  });
}
