// Node's environment variables for the WASM build of the tests: Emscripten starts with an empty environment.
Module['preRun'] = Module['preRun'] || [];
Module['preRun'].push(() => {
  for (const name of ['ATTENTION_GOLDEN']) if (process.env[name]) ENV[name] = process.env[name];
});
