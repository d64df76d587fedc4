# The two workflows, play and test: every build of the project that they need, in order.
#
#   packages   npm ci in web/, whenever the lock file changed
#   wasm       build/wasm: the page's module (test: and the tests as WASM)
#   page       build/page: the page, by Vite
#   serve      play: serves build/page until Ctrl-C
#   native, sanitized            test: build/native, build/sanitized (with the fuzzers)
#
# Both workflows share these trees, so that nothing is built twice.

include(cmake/tools.cmake)
attention_check_node()
if(ATTENTION_WORKFLOW STREQUAL "test")
  attention_check_compiler()
endif()
attention_find_make()
project(attention_workflow LANGUAGES NONE)

set(build "${PROJECT_SOURCE_DIR}/build")
set(web "${PROJECT_SOURCE_DIR}/web")
set(page "${build}/page")
set(wasm "${build}/wasm/bindings")

if(NOT ATTENTION_WORKFLOW MATCHES "^(play|test)$")
  message(FATAL_ERROR "ATTENTION_WORKFLOW is ${ATTENTION_WORKFLOW}, but must be play or test.")
endif()
block()
  set(ATTENTION_ONLY_FIND ON)
  include(cmake/emscripten.cmake)
endblock()

cmake_host_system_information(RESULT cores QUERY NUMBER_OF_LOGICAL_CORES)
set(environment "${CMAKE_COMMAND}" -E env
  # The flags of the make that runs this are not for the builds inside.
  --unset=MAKEFLAGS --unset=MAKELEVEL
  "PATH=${web}/node_modules/.bin:$ENV{PATH}"   # Emscripten writes the module's types with tsc
  "ATTENTION_EMSCRIPTEN=$ENV{ATTENTION_EMSCRIPTEN}"
  "ATTENTION_WASM_DIR=${wasm}" "ATTENTION_PAGE_DIR=${page}")

# --- packages

set(packages "${web}/node_modules/.complete")
add_custom_command(OUTPUT "${packages}"
  COMMAND "${NPM}" ci --no-audit --no-fund --no-update-notifier
  COMMAND "${CMAKE_COMMAND}" -E touch "${packages}"
  DEPENDS "${web}/package.json" "${web}/package-lock.json"
  WORKING_DIRECTORY "${web}" COMMENT "Fetching the page's packages (npm ci)" USES_TERMINAL VERBATIM)
add_custom_target(packages DEPENDS "${packages}")

# --- the project itself, once per kind of build

file(GLOB configuration CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/cmake/*.cmake" "${PROJECT_SOURCE_DIR}/cmake/debian/*.sh")
list(APPEND configuration "${PROJECT_SOURCE_DIR}/CMakePresets.json")
set(generator "-G${CMAKE_GENERATOR}" "-DCMAKE_MAKE_PROGRAM=${CMAKE_MAKE_PROGRAM}")

# attention_build(<preset> BYPRODUCTS...|TARGETS...|DEFINE...): configures the preset when need be, and builds it.
function(attention_build preset)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "TARGETS;BYPRODUCTS;DEFINE")
  set(configured "${build}/${preset}/configured")
  add_custom_command(OUTPUT "${configured}"
    # Fresh, for with another compiler CMake would forget all else that the preset sets.
    COMMAND ${environment} "${CMAKE_COMMAND}" --fresh --preset ${preset} ${generator} ${arg_DEFINE}
    COMMAND "${CMAKE_COMMAND}" -E touch "${configured}"
    DEPENDS ${configuration} WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
    COMMENT "Preparing the ${preset} build" USES_TERMINAL VERBATIM)
  set(targets "")
  if(arg_TARGETS)
    set(targets --target ${arg_TARGETS})
  endif()
  add_custom_target(${preset}
    COMMAND ${environment} "${CMAKE_COMMAND}" --build "${build}/${preset}" --parallel ${cores} ${targets}
    DEPENDS "${configured}" BYPRODUCTS ${arg_BYPRODUCTS}
    COMMENT "Building: ${preset}" USES_TERMINAL VERBATIM)
endfunction()

set(wasm_targets attention_web attention_web_first attention_kernels_web)
set(wasm_defines "")
if(ATTENTION_WORKFLOW STREQUAL "test")
  list(APPEND wasm_targets attention_tests attention_tests_relaxed)
  # Of these builds the one that is no unity build, and so has all warnings. (Who only plays may have a compiler with more.)
  set(wasm_defines -DATTENTION_WARNINGS_AS_ERRORS=ON)
endif()
set(wasm_modules "${wasm}/attention.mjs" "${wasm}/attention.wasm" "${wasm}/attention-first.mjs" "${wasm}/attention-first.wasm"
    "${wasm}/kernels/attention-kernels.mjs" "${wasm}/kernels/attention-kernels.wasm"
    "${wasm}/kernels/attention-kernels-relaxed.wasm")
attention_build(wasm TARGETS ${wasm_targets} DEFINE ${wasm_defines} BYPRODUCTS ${wasm_modules})
add_dependencies(wasm packages)

# --- page

file(GLOB_RECURSE page_sources CONFIGURE_DEPENDS "${web}/src/*" "${web}/public/*" "${web}/*.html" "${web}/vite.config.ts" "${web}/first-figure.ts")
list(FILTER page_sources EXCLUDE REGEX "/node_modules/")
add_custom_command(OUTPUT "${page}/index.html"
  COMMAND ${environment} "${NODE}" "${web}/node_modules/vite/bin/vite.js" build --logLevel warn
  DEPENDS ${page_sources} "${packages}" ${wasm_modules}
  WORKING_DIRECTORY "${web}" COMMENT "Building the page" USES_TERMINAL VERBATIM)
add_custom_target(page DEPENDS "${page}/index.html")
add_dependencies(page wasm packages)

if(ATTENTION_WORKFLOW STREQUAL "play")
  add_custom_target(serve COMMAND "${NODE}" "${PROJECT_SOURCE_DIR}/cmake/serve.mjs" "${page}"
    COMMENT "Serving the page" USES_TERMINAL VERBATIM)
  add_dependencies(serve page)
else()
  include(cmake/tests.cmake)
endif()
