// Attention and its gradients by naive loops in double precision, for one head.

function score(q, k, { scale, softCap = 0, slope = 0 }, distance) {
  const product = q.reduce((sum, number, d) => sum + number * k[d], 0) * scale;
  const t = softCap > 0 ? Math.tanh(product / softCap) : 0;
  return { score: (softCap > 0 ? softCap * t : product) + slope * distance, slope: softCap > 0 ? 1 - t * t : 1 };
}

const sees = ({ causal, window = {}, validKeys = Number.POSITIVE_INFINITY }, distance, j) =>
  j < validKeys &&
  (!causal || distance <= 0) &&
  -distance <= (window.left ?? Number.POSITIVE_INFINITY) &&
  distance <= (window.right ?? Number.POSITIVE_INFINITY);

const zeros = rows => rows.map(row => new Array(row.length).fill(0));

/** Rows in, rows out. `past` may be anything whole; gradient is that of the output. */
export function attend(queries, keys, values, options, gradient = queries.map(() => values[0].map(() => 0))) {
  const scale = options.scale ?? 1 / Math.sqrt(queries[0].length);
  const all = { dq: zeros(queries), dk: zeros(keys), dv: zeros(values), output: [], logSumExp: [] };
  queries.forEach((query, i) => {
    const seen = keys.flatMap((key, j) => {
      const distance = j - i - (options.past ?? 0);
      return sees(options, distance, j) ? [{ j, ...score(query, key, { ...options, scale }, distance) }] : [];
    });
    const largest = Math.max(...seen.map(one => one.score));
    const sum = seen.reduce((total, one) => total + Math.exp(one.score - largest), 0);
    for (const one of seen) one.weight = Math.exp(one.score - largest) / sum;
    const output = values[0].map((_, c) => seen.reduce((total, { weight, j }) => total + weight * values[j][c], 0));
    all.output.push(output);
    all.logSumExp.push(largest + Math.log(sum));
    const mean = output.reduce((total, number, c) => total + number * gradient[i][c], 0);
    for (const { j, weight, slope } of seen) {
      const dp = gradient[i].reduce((total, dy, c) => total + dy * values[j][c], 0);
      const ds = weight * (dp - mean) * slope * scale;
      gradient[i].forEach((dy, c) => {
        all.dv[j][c] += weight * dy;
      });
      query.forEach((number, d) => {
        all.dq[i][d] += ds * keys[j][d];
        all.dk[j][d] += ds * number;
      });
    }
  });
  return all;
}

/** The rows of one head of a matrix. */
export function rowsOf(matrix, head, rows = matrix.rows) {
  const numbers = Array.from(matrix.head(head));
  return Array.from({ length: rows }, (_, i) => numbers.slice(i * matrix.columns, (i + 1) * matrix.columns));
}
