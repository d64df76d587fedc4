# clang-format and clang-tidy 19: another version would format and warn otherwise.

include("${CMAKE_CURRENT_LIST_DIR}/debian.cmake")

function(attention_find_lint_tool variable name)
  find_program(own NAMES ${name}-19 ${name} HINTS /opt/homebrew/opt/llvm@19/bin /usr/lib/llvm-19/bin NO_CACHE)
  if(own)
    execute_process(COMMAND "${own}" --version OUTPUT_VARIABLE output ERROR_QUIET)
    if(NOT output MATCHES "version 19\\.")
      set(own "")
    endif()
  endif()
  if(NOT own)
    attention_debian(lint folder)
    if(NOT folder)
      message(FATAL_ERROR "${name} 19 is missing: install it (your system's package, or pip install ${name}==19.1.*) so that "
                          "${name}-19 or ${name} is on PATH.")
    endif()
    set(own "${folder}/bin/${name}")
  endif()
  message(STATUS "${name} 19: ${own}")
  set(${variable} "${own}" PARENT_SCOPE)
endfunction()

attention_find_lint_tool(CLANG_FORMAT clang-format)
attention_find_lint_tool(CLANG_TIDY clang-tidy)
