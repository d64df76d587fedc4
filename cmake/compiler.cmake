# Which compilers will do, and the options that every target shares.

set(version "${CMAKE_CXX_COMPILER_VERSION}")
if((CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND version VERSION_LESS 12)
   OR (CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND version VERSION_LESS 14))
  message(FATAL_ERROR "${CMAKE_CXX_COMPILER} is ${CMAKE_CXX_COMPILER_ID} ${version}, which is too old for this C++20: "
                      "install g++ 12 or clang 14, or later, and name it in the environment variable CXX.")
endif()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(PROJECT_IS_TOP_LEVEL AND NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

if(NOT CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(CCACHE ccache)
  if(CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE}")
  endif()
endif()

# A fused multiply-add rounds once where two operations round twice. Without it the same scenario gives the same bits on
# every machine.
add_compile_options(-ffp-contract=off)

if(EMSCRIPTEN)
  add_compile_options(-msimd128 -fwasm-exceptions)
  add_link_options(-fwasm-exceptions)
  # The linker sees the whole program, and leaves out the verbs of operations that nothing calls. Whatever calls a virtual
  # function of the library has to be compiled so.
  set(attention_whole_program -flto -fvisibility=hidden -fwhole-program-vtables -fvirtual-function-elimination)
endif()

if(ATTENTION_SANITIZE)
  set(sanitizers -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  # Fast enough to run all tests, with the standard library's own checks and just the line numbers for a report.
  set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1 -D_GLIBCXX_ASSERTIONS")
  set(CMAKE_REQUIRED_FLAGS "-fsanitize=address,undefined")
  include(CheckCXXSourceCompiles)
  check_cxx_source_compiles("int main() { return 0; }" ATTENTION_HAS_SANITIZERS)
  unset(CMAKE_REQUIRED_FLAGS)
  if(NOT ATTENTION_HAS_SANITIZERS)
    message(FATAL_ERROR "${CMAKE_CXX_COMPILER} comes without its sanitizers: install its libasan and libubsan "
                        "(clang's are in the package compiler-rt or libclang-rt-dev).")
  endif()
  add_compile_options(${sanitizers})
  add_link_options(${sanitizers})
endif()

if(ATTENTION_COVERAGE)
  add_compile_options(--coverage)
  add_link_options(--coverage)
endif()

if(ATTENTION_BUILD_FUZZERS)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# Warnings are for this project's own sources: an INTERFACE target would also reach those who use the library.
function(attention_warnings)
  add_compile_options(-Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion)
  if(NOT CMAKE_UNITY_BUILD)
    add_compile_options(-Wshadow)  # by what stands in another file is no shadow
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    add_compile_options(-Wno-restrict)  # GCC 12 sees overlaps in any text + text (its bug 105651)
  endif()
  if(ATTENTION_WARNINGS_AS_ERRORS)
    add_compile_options(-Werror)
  endif()
endfunction()
