# What a machine must have, with a sentence for what it lacks: a C++ compiler, Node.js with npm, and a program that carries
# out a build (make or ninja).

include("${CMAKE_CURRENT_LIST_DIR}/debian.cmake")

set(ATTENTION_NODE_MINIMUM 20.19.0)

function(attention_check_node)
  find_program(NODE node)
  find_program(NPM npm)
  set(cure "install Node.js ${ATTENTION_NODE_MINIMUM} or later, with npm, from https://nodejs.org or your system's packages.")
  if(NOT NODE OR NOT NPM)
    message(FATAL_ERROR "Node.js or npm is missing: ${cure}")
  endif()
  execute_process(COMMAND "${NODE}" --version OUTPUT_VARIABLE version OUTPUT_STRIP_TRAILING_WHITESPACE)
  string(REPLACE "v" "" version "${version}")
  if(version VERSION_LESS ATTENTION_NODE_MINIMUM)
    message(FATAL_ERROR "Node.js ${version} (${NODE}) is too old: ${cure}")
  endif()
  message(STATUS "Node.js ${version}: ${NODE}")
endfunction()

function(attention_check_compiler)
  find_program(ATTENTION_CXX NAMES "$ENV{CXX}" c++ g++ clang++)
  if(NOT ATTENTION_CXX)
    message(FATAL_ERROR "No C++ compiler was found: install g++ 12 or clang 14, or later.")
  endif()
endfunction()

# CMake's packages only recommend make or ninja. A macro: it sets a variable of the caller's.
macro(attention_find_make)
  find_program(attention_make NAMES ninja gmake make NO_CACHE)
  if(NOT attention_make AND NOT CMAKE_MAKE_PROGRAM AND NOT DEFINED ENV{CMAKE_GENERATOR})
    attention_debian(make attention_make_folder)
    if(NOT attention_make_folder)
      message(FATAL_ERROR "Neither make nor ninja was found: install one of them.")
    endif()
    set(CMAKE_MAKE_PROGRAM "${attention_make_folder}/bin/make" CACHE FILEPATH "")
  endif()
endmacro()
