# Chromium and Firefox for the browser tests: this machine's own, or (Debian and Ubuntu) a private copy below build/, or
# Playwright's own, which its installer fetches. Sets ATTENTION_CHROMIUM and ATTENTION_FIREFOX; empty means Playwright's.

include("${CMAKE_CURRENT_LIST_DIR}/debian.cmake")

# Sets <variable> to <program> if it starts and is recent enough. (Ubuntu's packages are stubs that do not start.)
function(attention_try_browser variable program minimum)
  set(${variable} "" PARENT_SCOPE)
  if(program)
    execute_process(COMMAND "${program}" --version OUTPUT_VARIABLE output ERROR_QUIET RESULT_VARIABLE failed)
    string(REGEX MATCH "[0-9]+\\.[0-9.]+" version "${output}")
    if(NOT failed AND version VERSION_GREATER_EQUAL minimum)
      message(STATUS "Browser: ${program} ${version}")
      set(${variable} "${program}" PARENT_SCOPE)
    else()
      message(STATUS "${program} ${version} is not used: ${minimum} or later is needed")
    endif()
  endif()
endfunction()

# attention_find_browser(<variable> <part> <minimum> <name>...)
function(attention_find_browser variable part minimum)
  find_program(program NAMES ${ARGN} NO_CACHE HINTS
    "/Applications/Google Chrome.app/Contents/MacOS" "/Applications/Firefox.app/Contents/MacOS")
  attention_try_browser(found "${program}" ${minimum})
  if(NOT found)
    attention_debian(${part} folder)
    if(folder)
      attention_try_browser(found "${folder}/bin/${part}" ${minimum})
    endif()
  endif()
  if(NOT found)
    message(STATUS "Browser: Playwright's own ${part}")
  endif()
  set(${variable} "${found}" PARENT_SCOPE)
endfunction()

attention_find_browser(ATTENTION_CHROMIUM chromium 123
  chromium google-chrome-stable google-chrome chromium-browser "Google Chrome")
# Older ones do not speak enough of the protocol (WebDriver BiDi) by which Playwright drives a stock Firefox.
attention_find_browser(ATTENTION_FIREFOX firefox 153 firefox-esr firefox)
