# cmake --install: the library as a CMake package, its headers, and the command.
#
# The headers keep the layout of src/ below include/attention, which is the package's include folder. Of the libraries
# behind it a user sees xtensor alone, in tensor.hpp, and must see the very release that the rooms were compiled with: its
# headers (and xtl's, which they include) are installed among these, so that the package depends on nothing.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(headers "${CMAKE_INSTALL_INCLUDEDIR}/attention")
set(package "${CMAKE_INSTALL_LIBDIR}/cmake/attention")

get_property(targets DIRECTORY src PROPERTY BUILDSYSTEM_TARGETS)
list(FILTER targets INCLUDE REGEX "^attention")
list(REMOVE_ITEM targets attention_cli)
foreach(target IN LISTS targets)
  string(REPLACE "attention_" "" name ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
endforeach()
install(TARGETS ${targets} EXPORT attention INCLUDES DESTINATION "${headers}")
install(EXPORT attention NAMESPACE attention:: DESTINATION "${package}" FILE attentionConfig.cmake)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/attentionConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/attentionConfigVersion.cmake" DESTINATION "${package}")

# Headers that attention.hpp does not reach stay inside.
set(public attention.hpp)
set(waiting attention.hpp)
while(waiting)
  list(POP_FRONT waiting header)
  get_filename_component(folder "${header}" DIRECTORY)
  install(FILES "src/${header}" DESTINATION "${headers}/${folder}")
  file(STRINGS "src/${header}" includes REGEX "^#include \"")
  list(TRANSFORM includes REPLACE "^#include \"(.*)\".*" "\\1")
  list(REMOVE_ITEM includes "" ${public})
  list(APPEND public ${includes})
  list(APPEND waiting ${includes})
endwhile()
foreach(library IN ITEMS xtensor xtl)
  file(REAL_PATH "${PROJECT_BINARY_DIR}/include/${library}" folder)
  install(DIRECTORY "${folder}/" DESTINATION "${headers}/${library}" FILES_MATCHING PATTERN "*.hpp")
endforeach()

if(ATTENTION_BUILD_CLI)
  install(TARGETS attention_cli)
endif()
