/**
 * What the engine could do at most, measured by WASM that waits for nothing. The two modules are written out here, instruction by
 * instruction, so that no compiler has a say in what they measure.
 */

/** The numbers in one register. */
export const lanes = 4;

/** As many chains as the registers that V8 gives can hold beside the two operands: an instruction never waits for the last. */
const chains = 12;

const v128 = 0x7b;
const i32 = 0x7f;
const f32 = 0x7d;
const localGet = 0x20;
const localSet = 0x21;
const localTee = 0x22;

/** A number in groups of 7 bits (LEB128). */
function leb(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...leb(value >>> 7)];
}

const float = (value: number) => [0x43, ...new Uint8Array(Float32Array.of(value).buffer)];
const vector = (opcode: number, ...rest: number[]) => [0xfd, ...leb(opcode), ...rest];
const section = (id: number, ...content: number[]) => [id, ...leb(content.length), ...content];
const splat = vector(0x13);
const add = vector(0xe4);
const multiply = vector(0xe6);
const multiplyAdd = vector(0x105); // relaxed_madd
const text = (name: string) => [name.length, ...new TextEncoder().encode(name)];

/** do { body } while (--parameter), then the sum of all lanes of these locals. */
function loop(body: number[], count: number, first: number): number[] {
  const repeat = [...[localGet, 0], 0x41, 1, 0x6b, localTee, 0, 0x0d, 0]; // i32.const 1, i32.sub, br_if 0
  const sums = Array.from({ length: count }, (_, i) => [localGet, first + i, ...(i > 0 ? add : [])]).flat();
  const extracted = Array.from({ length: lanes }, (_, i) => [
    localGet,
    first,
    ...vector(0x1f, i),
    ...(i > 0 ? [0x92] : []),
  ]).flat();
  return [0x03, 0x40, ...body, ...repeat, 0x0b, ...sums, localSet, first, ...extracted, 0x0b];
}

/** A module with one function of one i32, `run`, and so many pages of memory. */
function module(locals: readonly (readonly [number, number])[], code: number[], pages: number): Uint8Array<ArrayBuffer> {
  const declared = [...leb(locals.length), ...locals.flatMap(([count, type]) => [...leb(count), type])];
  const body = [...declared, ...code];
  return Uint8Array.from([
    ...[0, 97, 115, 109, 1, 0, 0, 0],
    ...section(1, 1, 0x60, 1, i32, 1, f32), // one type: i32 to f32
    ...section(3, 1, 0),
    ...section(5, 1, 0, ...leb(pages)),
    ...section(7, 1, ...text('run'), 0, 0),
    ...section(10, 1, ...leb(body.length), ...body),
  ]);
}

function registers(relaxed: boolean): Uint8Array<ArrayBuffer> {
  const [factor, addend, first] = [1, 2, 3];
  const set = (local: number, value: number) => [...float(value), ...splat, localSet, local];
  const chain = (local: number) => {
    const operands = [localGet, local, localGet, factor];
    const product = relaxed
      ? [...operands, localGet, addend, ...multiplyAdd]
      : [...operands, ...multiply, localGet, addend, ...add];
    return [...product, localSet, local];
  };
  const indices = Array.from({ length: chains }, (_, i) => first + i);
  const start = [...set(factor, 0.99), ...set(addend, 0.5), ...indices.flatMap(local => set(local, local))];
  return module([[2 + chains, v128]], [...start, ...loop(indices.flatMap(chain), chains, first)], 0);
}

/** Reads so many bytes, in steps of `loads` vectors. */
const loads = 8;
function reading(bytes: number): Uint8Array<ArrayBuffer> {
  const [address, first] = [1, 2];
  const indices = Array.from({ length: loads }, (_, i) => i);
  const load = (i: number) => [
    localGet,
    first + i,
    localGet,
    address,
    ...vector(0, 4, ...leb(16 * i)),
    ...add,
    localSet,
    first + i,
  ];
  const next = [localGet, address, 0x41, ...leb(16 * loads), 0x6a, localSet, address];
  const locals = [[1, i32] as const, [loads, v128] as const];
  return module(locals, loop([...indices.flatMap(load), ...next], loads, first), Math.ceil(bytes / 65536));
}

async function instantiate(bytes: Uint8Array<ArrayBuffer>): Promise<(count: number) => number> {
  const { instance } = await WebAssembly.instantiate(bytes);
  return instance.exports.run as (count: number) => number;
}

/** Multiplications and additions in registers alone: one instruction where the relaxed ones are used, else two. */
export async function arithmeticLimit(relaxed: boolean): Promise<{ run(): void; flops: number }> {
  const rounds = 500_000;
  const run = await instantiate(registers(relaxed));
  return { run: () => void run(rounds), flops: 2 * chains * lanes * rounds };
}

/** Reads so many bytes from start to end. */
export async function readLimit(bytes: number): Promise<{ run(): void; bytes: number }> {
  const steps = Math.floor(bytes / (16 * loads));
  const run = await instantiate(reading(bytes));
  return { run: () => void run(steps), bytes: steps * 16 * loads };
}
