# attention_debian(<part> <variable>): a part of the tool chain from the archive of Debian or Ubuntu, below build/tools.
# Sets <variable> to its folder; to nothing on other systems, or where the archive could not give it.

include_guard(GLOBAL)
get_filename_component(ATTENTION_SOURCE "${CMAKE_CURRENT_LIST_DIR}/.." ABSOLUTE)
set(ATTENTION_TOOLS "${ATTENTION_SOURCE}/build/tools")

function(attention_debian part variable)
  set(${variable} "" PARENT_SCOPE)
  get_property(known GLOBAL PROPERTY attention_debian_${part} SET)
  if(known)
    get_property(folder GLOBAL PROPERTY attention_debian_${part})
    set(${variable} "${folder}" PARENT_SCOPE)
    return()
  endif()
  set(folder "")
  if(EXISTS /etc/debian_version AND NOT CMAKE_HOST_WIN32)
    execute_process(COMMAND bash "${ATTENTION_SOURCE}/cmake/debian/fetch.sh" ${part} "${ATTENTION_TOOLS}"
                    RESULT_VARIABLE failed)
    if(NOT failed)
      set(folder "${ATTENTION_TOOLS}/${part}")
    endif()
  endif()
  set_property(GLOBAL PROPERTY attention_debian_${part} "${folder}")
  set(${variable} "${folder}" PARENT_SCOPE)
endfunction()
