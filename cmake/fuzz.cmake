# A clang++ that has libFuzzer and the sanitizers: this machine's own, or (Debian and Ubuntu) a private copy below build/.
# Sets ATTENTION_FUZZ_CXX, to nothing where there is none.

include("${CMAKE_CURRENT_LIST_DIR}/debian.cmake")

# Sets <variable> to <program> if it makes a fuzzer of C++20 that runs.
function(attention_try_clang variable program)
  set(${variable} "" PARENT_SCOPE)
  if(NOT program)
    return()
  endif()
  set(probe "${PROJECT_BINARY_DIR}/probe")
  file(WRITE "${probe}.cpp" [[
#if __clang_major__ < 14
#error "too old"
#endif
#include <concepts>
#include <string>
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, unsigned long size) {
  return std::string(data, data + size).size() == size ? 0 : -1;
}
]])
  execute_process(COMMAND "${program}" -std=c++20 -fsanitize=fuzzer,address,undefined "${probe}.cpp" -o "${probe}"
                  RESULT_VARIABLE failed OUTPUT_QUIET ERROR_QUIET)
  if(NOT failed)
    execute_process(COMMAND "${probe}" -runs=1 RESULT_VARIABLE failed OUTPUT_QUIET ERROR_QUIET)
  endif()
  if(NOT failed)
    message(STATUS "libFuzzer: ${program}")
    set(${variable} "${program}" PARENT_SCOPE)
  endif()
endfunction()

find_program(clang NAMES clang++ clang++-20 clang++-19 clang++-18 clang++-17 clang++-16 clang++-15 clang++-14
  HINTS /opt/homebrew/opt/llvm/bin NO_CACHE)
attention_try_clang(ATTENTION_FUZZ_CXX "${clang}")
if(NOT ATTENTION_FUZZ_CXX)
  attention_debian(clang folder)
  if(folder)
    attention_try_clang(ATTENTION_FUZZ_CXX "${folder}/bin/clang++")
  endif()
endif()
