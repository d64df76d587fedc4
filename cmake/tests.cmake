# The test workflow: the remaining builds, and everything that CTest runs. Included by workflow.cmake.

include(cmake/lint-tools.cmake)
include(cmake/browsers.cmake)
enable_testing()

attention_build(native)
attention_build(sanitized)
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
attention_test(lint.cpp SERIAL SECONDS 1800
  COMMAND "${NODE}" "${checks}/tidy.mjs" "${CLANG_TIDY}" "${build}/native" "${stamps}/tidy.json" src,tests)
execute_process(COMMAND "$ENV{ATTENTION_EMSCRIPTEN}/em-config" CACHE OUTPUT_VARIABLE cache OUTPUT_STRIP_TRAILING_WHITESPACE)
set(sysroot "${cache}/sysroot")
attention_test(lint.bindings SECONDS 900
  COMMAND "${NODE}" "${checks}/tidy.mjs" "${CLANG_TIDY}" "${build}/wasm" "${stamps}/tidy-bindings.json" bindings
          --target=wasm32-unknown-emscripten "--sysroot=${sysroot}" "-isystem${sysroot}/include/compat")
set(biome "${NODE}" "${web}/node_modules/@biomejs/biome/bin/biome")
attention_test(lint.page FOLDER "${web}" COMMAND ${biome} ci --colors=off --error-on-warnings .)
attention_test(lint.scripts COMMAND ${biome} ci --colors=off --error-on-warnings
  --config-path "${root}/cmake/checks/scripts.json" cmake tests/browser tests/cli tests/readme tests/wasm)
set(tsc "${NODE}" "${web}/node_modules/typescript/bin/tsc")
attention_test(types.page FOLDER "${web}" COMMAND ${tsc} --noEmit)
if(EXISTS "${root}/tests/browser/tsconfig.json")
  attention_test(types.browser FOLDER "${root}/tests/browser" COMMAND ${tsc} --noEmit)
endif()

# --- the core, three times from the same sources

set(catch2_options --colour-mode none --warn NoAssertions)
set(sanitizer_options "ASAN_OPTIONS=detect_leaks=1:check_initialization_order=1:strict_string_checks=1"
                      "UBSAN_OPTIONS=print_stacktrace=1")
foreach(kind IN ITEMS native sanitized wasm)
  set(program "${build}/${kind}/tests/attention_tests")
  if(kind STREQUAL "wasm")
    set(program "${NODE}" "${program}.js")
  endif()
  attention_test(${kind}.unit COMMAND ${program} ~[golden] ${catch2_options} ENVIRONMENT ${sanitizer_options})
  attention_test(${kind}.golden COMMAND ${program} [golden] ${catch2_options} ENVIRONMENT ${sanitizer_options})
endforeach()

# --- the command, and the README, as a user meets them

foreach(kind IN ITEMS cli readme)
  file(GLOB scripts CONFIGURE_DEPENDS "${root}/tests/${kind}/*.test.mjs")
  if(scripts)
    attention_test(${kind} COMMAND "${NODE}" --test --test-reporter=spec ${scripts})
  endif()
endforeach()

# --- what is generated, and what is shipped

attention_test(generated.types COMMAND "${NODE}" "${checks}/same.mjs" "${wasm}/attention.d.ts" "${web}/src/core/attention.d.ts")
attention_test(size COMMAND "${NODE}" "${checks}/size.mjs" "${page}" 153600)
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
  attention_test(browser.${browser} SERIAL SECONDS 1800 ENVIRONMENT ${browser_environment}
    COMMAND "${NODE}" "${web}/node_modules/@playwright/test/cli.js" test --config tests/browser --project ${browser})
endforeach()

find_program(ATTENTION_WEBKIT WebKitWebDriver)
if(ATTENTION_WEBKIT)
  attention_test(browser.webkit SERIAL SECONDS 300 ENVIRONMENT ${browser_environment}
    COMMAND "${NODE}" tests/browser/webkit.mjs "${ATTENTION_WEBKIT}" "${page}")
else()
  message(STATUS "WebKitWebDriver is not installed: the smoke test in WebKit is left out")
endif()
