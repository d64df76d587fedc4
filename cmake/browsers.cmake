# Chromium and Firefox for the browser tests: this machine's own, or (Debian and Ubuntu) a private copy below build/, or
# Playwright's own, which its installer fetches. Sets ATTENTION_CHROMIUM and ATTENTION_FIREFOX; empty means Playwright's.

include("${CMAKE_CURRENT_LIST_DIR}/debian.cmake")

function(attention_find_browser variable part)
  find_program(own NAMES ${ARGN} NO_CACHE HINTS
    "/Applications/Google Chrome.app/Contents/MacOS" "/Applications/Firefox.app/Contents/MacOS")
  if(own)
    # Ubuntu's packages are stubs that send one to another store.
    execute_process(COMMAND "${own}" --version OUTPUT_VARIABLE version ERROR_QUIET RESULT_VARIABLE failed
                    OUTPUT_STRIP_TRAILING_WHITESPACE)
    if(failed)
      set(own "")
    endif()
  endif()
  if(NOT own)
    attention_debian(${part} folder)
    if(folder)
      set(own "${folder}/bin/${part}")
    endif()
  endif()
  if(own)
    message(STATUS "${part}: ${own}")
  else()
    message(STATUS "${part}: Playwright's own")
  endif()
  set(${variable} "${own}" PARENT_SCOPE)
endfunction()

attention_find_browser(ATTENTION_CHROMIUM chromium chromium google-chrome-stable google-chrome chromium-browser "Google Chrome")
attention_find_browser(ATTENTION_FIREFOX firefox firefox-esr firefox)
