# A python3 that has PyTorch: this machine's own, or (Debian and Ubuntu) one with a private copy below build/. Sets
# ATTENTION_PYTORCH to its command, or to nothing; -DATTENTION_PYTORCH=... names another.

include("${CMAKE_CURRENT_LIST_DIR}/debian.cmake")

# Sets <variable> to <program> if it can import torch.
function(attention_try_pytorch variable program)
  set(${variable} "" PARENT_SCOPE)
  if(program)
    execute_process(COMMAND "${program}" -c "import torch; print(torch.__version__)" RESULT_VARIABLE failed
                    OUTPUT_VARIABLE version ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
    if(NOT failed)
      message(STATUS "PyTorch ${version}: ${program}")
      set(${variable} "${program}" PARENT_SCOPE)
    endif()
  endif()
endfunction()

find_program(python3 python3 NO_CACHE)
# The first python3 on PATH may be a version manager's, which does not see the system's packages.
foreach(program IN ITEMS "${ATTENTION_PYTORCH}" "${python3}" /usr/bin/python3)
  attention_try_pytorch(pytorch "${program}")
  if(pytorch)
    break()
  endif()
endforeach()
if(NOT pytorch)
  attention_debian(pytorch folder)
  if(folder)
    attention_try_pytorch(pytorch "${folder}/bin/python3")
  endif()
endif()
set(ATTENTION_PYTORCH "${pytorch}" CACHE FILEPATH "A python3 that can import torch" FORCE)
