// Node 20 has relaxed SIMD, but only when asked; later ones do not mind being asked.
require('node:v8').setFlagsFromString('--experimental-wasm-relaxed-simd');
