# The test workflow: the remaining builds, and everything that CTest runs. Included by workflow.cmake.

include(cmake/lint-tools.cmake)
include(cmake/browsers.cmake)
enable_testing()

attention_build(native)
include(cmake/fuzz.cmake)
if(ATTENTION_FUZZ_CXX)
  # One tree for the sanitized tests and the fuzzers; and so, where the others are GCC's, every source is read by both.
  set(sanitized_compiler "${ATTENTION_FUZZ_CXX}")
  attention_build(sanitized DEFINE "-DCMAKE_CXX_COMPILER=${sanitized_compiler}" -DATTENTION_BUILD_FUZZERS=ON)
else()
  message(STATUS "No clang++ here has libFuzzer: the tests by random input are left out")
  set(sanitized_compiler "${ATTENTION_CXX}")
  attention_build(sanitized)
endif()
add_custom_target(everything ALL)
add_dependencies(everything wasm page native sanitized)

set(root "${PROJECT_SOURCE_DIR}")
set(checks "${root}/cmake/checks")
set(stamps "${PROJECT_BINARY_DIR}/stamps")

function(attention_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "SERIAL" "FOLDER;SECONDS" "COMMAND;ENVIRONMENT")
  if(NOT arg_FOLDER)
    set(arg_FOLDER "${root}")
  endif()
  if(NOT arg_SECONDS)
    set(arg_SECONDS 300)
  endif()
  add_test(NAME ${name} COMMAND ${arg_COMMAND} WORKING_DIRECTORY "${arg_FOLDER}")
  set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_SECONDS} ENVIRONMENT "${arg_ENVIRONMENT}")
  if(arg_SERIAL)
    set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
  endif()
endfunction()

# --- format and lint

file(GLOB_RECURSE cpp CONFIGURE_DEPENDS "${root}/src/*.[ch]pp" "${root}/bindings/*.[ch]pp" "${root}/tests/*.[ch]pp")
attention_test(format.cpp COMMAND "${CLANG_FORMAT}" --dry-run -Werror ${cpp})
set(as_clang -Wno-unknown-warning-option)  # the build may be GCC's
attention_test(lint.cpp SERIAL SECONDS 1800
  COMMAND "${NODE}" "${checks}/tidy.mjs" "${CLANG_TIDY}" "${build}/sanitized" "${stamps}/tidy.json" src,tests ${as_clang})
attention_test(lint.benchmark SECONDS 900
  COMMAND "${NODE}" "${checks}/tidy.mjs" "${CLANG_TIDY}" "${build}/native" "${stamps}/tidy-benchmark.json" tests/benchmark
          ${as_clang})
execute_process(COMMAND "$ENV{ATTENTION_EMSCRIPTEN}/em-config" CACHE OUTPUT_VARIABLE cache OUTPUT_STRIP_TRAILING_WHITESPACE)
set(sysroot "${cache}/sysroot")
attention_test(lint.bindings SECONDS 900
  COMMAND "${NODE}" "${checks}/tidy.mjs" "${CLANG_TIDY}" "${build}/wasm" "${stamps}/tidy-bindings.json" bindings
          --target=wasm32-unknown-emscripten "--sysroot=${sysroot}" "-isystem${sysroot}/include/compat")
set(biome "${NODE}" "${web}/node_modules/@biomejs/biome/bin/biome")
attention_test(lint.page FOLDER "${web}" COMMAND ${biome} ci --colors=off --error-on-warnings .)
attention_test(lint.scripts COMMAND ${biome} ci --colors=off --error-on-warnings
  --config-path "${root}/cmake/checks/scripts.json" bindings cmake tests/benchmark tests/browser tests/cli
  tests/install tests/kernels tests/pytorch tests/readme tests/wasm)
set(tsc "${NODE}" "${web}/node_modules/typescript/bin/tsc")
attention_test(types.page FOLDER "${web}" COMMAND ${tsc} --noEmit)
if(EXISTS "${root}/tests/browser/tsconfig.json")
  attention_test(types.browser FOLDER "${root}/tests/browser" COMMAND ${tsc} --noEmit)
endif()

# --- the core, four times from the same sources

set(catch2_options --colour-mode none --warn NoAssertions)
set(sanitizer_options "ASAN_OPTIONS=detect_leaks=1:check_initialization_order=1:strict_string_checks=1"
                      "UBSAN_OPTIONS=print_stacktrace=1")
foreach(kind IN ITEMS native sanitized wasm relaxed)
  if(kind STREQUAL "wasm")
    set(program "${NODE}" "${build}/wasm/tests/attention_tests.js")
  elseif(kind STREQUAL "relaxed")
    set(program "${NODE}" "${build}/wasm/tests/attention_tests_relaxed.js")
  else()
    set(program "${build}/${kind}/tests/attention_tests")
  endif()
  attention_test(${kind}.unit COMMAND ${program} ~[golden] ${catch2_options} ENVIRONMENT ${sanitizer_options})
  attention_test(${kind}.golden COMMAND ${program} [golden] ${catch2_options} ENVIRONMENT ${sanitizer_options})
endforeach()
set_tests_properties(relaxed.golden PROPERTIES FAIL_REGULAR_EXPRESSION "streaming on wasm:")  # the wrong kernels

# --- whether the benchmarks work; their times are for people to read

attention_test(native.benchmark COMMAND "${build}/native/tests/benchmark/attention_benchmark" --shrunk)
attention_test(wasm.benchmark COMMAND "${NODE}" "${wasm}/benchmark/node.mjs" --shrunk)

# --- the same by random input, each fuzzer for a minute

if(ATTENTION_FUZZ_CXX)
  foreach(name IN ITEMS scenario graph)
    set(found "${build}/fuzz/found/${name}")
    file(MAKE_DIRECTORY "${found}")
    # What they run is no test of a line: their counts go elsewhere.
    attention_test(fuzz.${name} ENVIRONMENT ${sanitizer_options} "GCOV_PREFIX=${build}/fuzz/counts"
      COMMAND "${build}/sanitized/tests/fuzz/${name}_fuzz" "${found}" "${root}/tests/fuzz/corpus/${name}"
              -max_total_time=60 -max_len=2000 -timeout=20 -verbosity=0 -print_final_stats=1
              "-artifact_prefix=${build}/fuzz/${name}-")
  endforeach()
endif()

# --- what of it the sanitized tests reach

attention_test(sanitized.cli
  COMMAND "${NODE}" --test --test-reporter=spec tests/cli/command.test.mjs tests/cli/explain.test.mjs
  ENVIRONMENT ${sanitizer_options} "ATTENTION_COMMAND=${build}/sanitized/src/attention")
file(REAL_PATH "${sanitized_compiler}" compiler)
get_filename_component(compiler_folder "${compiler}" DIRECTORY)
get_filename_component(compiler_name "${compiler}" NAME)
if(compiler_name MATCHES "clang")
  # Emscripten comes with it, too.
  find_program(ATTENTION_GCOV NAMES llvm-cov HINTS "${compiler_folder}" "${build}/tools/emscripten/bin" NO_CACHE)
  set(gcov "${ATTENTION_GCOV}" gcov)
else()
  string(REPLACE "g++" "gcov" gcov "${compiler_name}")
  find_program(ATTENTION_GCOV NAMES "${gcov}" gcov HINTS "${compiler_folder}" NO_CACHE)
  set(gcov "${ATTENTION_GCOV}")
endif()
if(ATTENTION_GCOV)
  attention_test(coverage COMMAND "${NODE}" "${checks}/coverage.mjs" "${build}/sanitized" 90 ${gcov})
  set_tests_properties(sanitized.unit sanitized.golden sanitized.cli PROPERTIES FIXTURES_SETUP counts)
  set_tests_properties(coverage PROPERTIES FIXTURES_REQUIRED counts)
else()
  message(STATUS "Neither gcov nor llvm-cov was found beside ${compiler}: the coverage of the tests is left out")
endif()

# --- the command, the installed library, the kernels' module and the README, as a user meets them

foreach(kind IN ITEMS cli install kernels readme)
  file(GLOB scripts CONFIGURE_DEPENDS "${root}/tests/${kind}/*.test.mjs")
  if(scripts)
    attention_test(${kind} COMMAND "${NODE}" --test --test-reporter=spec ${scripts})
  endif()
endforeach()

# --- scripts for PyTorch, run by PyTorch

file(GLOB scripts CONFIGURE_DEPENDS "${root}/tests/pytorch/*.test.mjs")
if(scripts)
  include(cmake/pytorch.cmake)
  if(ATTENTION_PYTORCH)
    attention_test(pytorch COMMAND "${NODE}" --test --test-reporter=spec ${scripts}
      ENVIRONMENT "ATTENTION_PYTORCH=${ATTENTION_PYTORCH}")
  else()
    message(STATUS "No python3 here has PyTorch (pip install torch): the test that runs scripts with it is left out")
  endif()
endif()

# --- what is generated, and what is shipped

attention_test(generated.types COMMAND "${NODE}" "${checks}/same.mjs" "${wasm}/attention.d.ts" "${web}/src/core/attention.d.ts")
attention_test(size COMMAND "${NODE}" "${checks}/size.mjs" "${page}" 153600)
find_program(ATTENTION_NM nm)
if(ATTENTION_NM AND CMAKE_HOST_SYSTEM_PROCESSOR STREQUAL "x86_64")
  attention_test(instruction-sets COMMAND "${NODE}" "${checks}/instruction-sets.mjs" "${ATTENTION_NM}"
    "${build}/native/src/CMakeFiles/attention_kernels.dir/kernels")
endif()
attention_test(hygiene COMMAND "${NODE}" "${checks}/hygiene.mjs" "${root}")

# --- the page in browsers

if(ATTENTION_CHROMIUM STREQUAL "" OR ATTENTION_FIREFOX STREQUAL "")
  add_custom_target(browsers ALL
    COMMAND "${CMAKE_COMMAND}" "-DNODE=${NODE}" "-DWEB=${web}" "-DCHROMIUM=${ATTENTION_CHROMIUM}"
            "-DFIREFOX=${ATTENTION_FIREFOX}" -P "${root}/cmake/playwright-browsers.cmake"
    COMMENT "Fetching Playwright's browsers" USES_TERMINAL VERBATIM)
  add_dependencies(browsers packages)
endif()
set(browser_environment "ATTENTION_SITE=${page}" "ATTENTION_COMMAND=${build}/native/src/attention"
  "ATTENTION_CHROMIUM=${ATTENTION_CHROMIUM}"
  "ATTENTION_FIREFOX=${ATTENTION_FIREFOX}" "ATTENTION_RESULTS=${build}/test/browser" "NODE_PATH=${web}/node_modules")
foreach(browser IN ITEMS chromium firefox)
  attention_test(browser.${browser} SERIAL SECONDS 2700 ENVIRONMENT ${browser_environment}
    COMMAND "${NODE}" "${web}/node_modules/@playwright/test/cli.js" test --config tests/browser --project ${browser})
endforeach()

# Whether the page's benchmark still finds what it measures. How fast that is decides nothing here.
attention_test(page.benchmark SERIAL ENVIRONMENT ${browser_environment}
  COMMAND "${NODE}" tests/benchmark/page.mjs "${page}" --shrunk)

find_program(ATTENTION_WEBKIT WebKitWebDriver)
if(ATTENTION_WEBKIT)
  attention_test(browser.webkit SERIAL SECONDS 300 ENVIRONMENT ${browser_environment}
    COMMAND "${NODE}" tests/browser/webkit.mjs "${ATTENTION_WEBKIT}" "${page}")
else()
  message(STATUS "WebKitWebDriver is not installed: the smoke test in WebKit is left out")
endif()
