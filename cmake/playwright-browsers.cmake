# cmake -P: lets Playwright's installer fetch the browsers that were found nowhere else.
foreach(browser IN ITEMS chromium firefox)
  string(TOUPPER ${browser} name)
  if("${${name}}" STREQUAL "")
    execute_process(COMMAND "${NODE}" "${WEB}/node_modules/@playwright/test/cli.js" install ${browser} RESULT_VARIABLE failed)
    if(failed)
      message(FATAL_ERROR "The tests need ${browser}, which is not installed and which Playwright could not fetch: install "
                          "${browser} with your system's package manager, and run this command again.")
    endif()
  endif()
endforeach()
