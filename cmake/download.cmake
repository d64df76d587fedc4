# attention_download(<variable> NAME <name> URL <url> SHA256 <hash> CURE <sentence>)
#
# An archive from a project's own home, unpacked once below build/tools and shared by all builds. Sets <variable> to its
# folder. What cannot be had is told in one sentence, with its cure.

include_guard(GLOBAL)
include("${CMAKE_CURRENT_LIST_DIR}/debian.cmake")

function(attention_download variable)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "NAME;URL;SHA256;CURE" "")
  set(folder "${ATTENTION_TOOLS}/${arg_NAME}")
  set(${variable} "${folder}" PARENT_SCOPE)
  if(EXISTS "${folder}/.complete")
    return()
  endif()

  message(STATUS "Fetching ${arg_NAME}")
  set(archive "${ATTENTION_TOOLS}/${arg_NAME}.archive")
  file(DOWNLOAD "${arg_URL}" "${archive}" STATUS status TLS_VERIFY ON INACTIVITY_TIMEOUT 60)
  list(POP_FRONT status failed reason)
  if(NOT failed)
    file(SHA256 "${archive}" got)
    if(NOT got STREQUAL arg_SHA256)
      set(failed 1)
      set(reason "the archive is not the expected one")
    endif()
  endif()
  if(failed)
    file(REMOVE "${archive}")
    message(FATAL_ERROR "${arg_NAME} is missing and could not be fetched (${reason}): ${arg_CURE}")
  endif()

  # The archive's one folder, whatever it is called, becomes ours.
  file(REMOVE_RECURSE "${folder}" "${folder}.unpacked")
  file(ARCHIVE_EXTRACT INPUT "${archive}" DESTINATION "${folder}.unpacked")
  file(GLOB inside "${folder}.unpacked/*")
  file(RENAME "${inside}" "${folder}")
  file(REMOVE_RECURSE "${folder}.unpacked" "${archive}")
  file(TOUCH "${folder}/.complete")
endfunction()
