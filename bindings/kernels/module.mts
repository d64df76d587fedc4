/** Which of the two WASM files is at work: with the relaxed multiply-add, or with the instructions that every engine has. */
export type Build = 'relaxed' | 'simd128';

/** What the WASM exports. Addresses count bytes. */
export interface Exports {
  readonly memory: WebAssembly.Memory;
  _initialize(): void;
  allocate(bytes: number): number;
  release(address: number): void;
  reserve(keyWidth: number, valueWidth: number): number;
  attend(call: number): void;
  differentiate(call: number): void;
  transform(call: number): void;
  multiply(call: number): void;
}

/** A module with one relaxed instruction, which an engine that lacks it calls invalid. */
const relaxedProbe = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0, 65, 1, 253, 15, 65, 2, 253, 15, 253, 128, 2,
  11,
]);

/** The better build that this engine can run. */
export function bestBuild(): Build {
  return WebAssembly.validate(relaxedProbe) ? 'relaxed' : 'simd128';
}

/** Written out, so that bundlers find both files. */
function addressOf(build: Build): URL {
  return build === 'relaxed'
    ? new URL('./attention-kernels-relaxed.wasm', import.meta.url)
    : new URL('./attention-kernels.wasm', import.meta.url);
}

interface NodeProcess {
  getBuiltinModule?(name: 'node:fs'): { readFileSync(path: URL): Uint8Array<ArrayBuffer> };
}

async function read(address: URL): Promise<BufferSource> {
  const files = (globalThis as { process?: NodeProcess }).process?.getBuiltinModule?.('node:fs');
  if (address.protocol === 'file:' && files) return files.readFileSync(address);
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address.href} could not be loaded: ${response.status} ${response.statusText}`);
  return response.arrayBuffer();
}

/** Fetches, compiles and starts one build. */
export async function instantiate(build: Build, source?: BufferSource | WebAssembly.Module): Promise<Exports> {
  const module =
    source instanceof WebAssembly.Module ? source : await WebAssembly.compile(source ?? (await read(addressOf(build))));
  // Views look for themselves whether the memory has grown.
  const imports = { env: { emscripten_notify_memory_growth: () => undefined } };
  const { exports } = await WebAssembly.instantiate(module, imports);
  const kernels = exports as unknown as Exports;
  kernels._initialize();
  return kernels;
}
