# The libraries, as targets: xtensor and xsimd; for the command and the tests nlohmann_json::nlohmann_json; and for the tests
# Catch2::Catch2WithMain; for the benchmark benchmark::benchmark.
#
# Each is looked for on this machine, then (Debian and Ubuntu) in a private copy below build/, then fetched with a pinned
# hash. The headers are found by the version that they state themselves, not by their CMake packages: the same copy has to
# serve Emscripten, and a package's include folder, /usr/include, would give em++ the host's C library. So each library is
# linked into an include folder of this build tree.

include(cmake/debian.cmake)
include(cmake/download.cmake)

set(attention_headers "${CMAKE_CURRENT_BINARY_DIR}/include")
file(MAKE_DIRECTORY "${attention_headers}")

# Sets <variable> to the version that a header states by <prefix>_MAJOR and so on, or to nothing.
function(attention_header_version variable header prefix)
  set(version "")
  if(EXISTS "${header}")
    file(STRINGS "${header}" lines REGEX "#define ${prefix}_(MAJOR|MINOR|PATCH)")
    foreach(part MAJOR MINOR PATCH)
      if(lines MATCHES "${prefix}_${part}[ \t]+([0-9]+)")
        list(APPEND version "${CMAKE_MATCH_1}")
      endif()
    endforeach()
    list(JOIN version "." version)
  endif()
  set(${variable} "${version}" PARENT_SCOPE)
endfunction()

# attention_headers(<folder> MINIMUM <version> PREFIX <macro> VERSION_HEADER <header>...
#                   NAME <name> URL <url> SHA256 <hash>)
function(attention_headers folder)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "MINIMUM;PREFIX;NAME;URL;SHA256" "VERSION_HEADER")

  # 1: this machine's own. CMAKE_PREFIX_PATH and <folder>_ROOT are heeded.
  unset(place)
  find_path(place NAMES ${arg_VERSION_HEADER} HINTS "${${folder}_ROOT}" ENV ${folder}_ROOT PATH_SUFFIXES include
            NO_CACHE NO_CMAKE_FIND_ROOT_PATH)
  # 2: a private copy of the distribution's, wherever the first is missing or too old.
  foreach(attempt IN ITEMS own private)
    set(version "")
    foreach(header IN LISTS arg_VERSION_HEADER)
      if(place AND NOT version)
        attention_header_version(version "${place}/${header}" ${arg_PREFIX})
      endif()
    endforeach()
    if(version VERSION_GREATER_EQUAL arg_MINIMUM)
      break()
    endif()
    set(version "")
    set(place "")
    if(attempt STREQUAL "own")
      attention_debian(libraries libraries_folder)
      if(libraries_folder)
        set(place "${libraries_folder}/include")
      endif()
    endif()
  endforeach()
  # 3: from the library's own home.
  if(NOT version)
    attention_download(place NAME ${arg_NAME} URL "${arg_URL}" SHA256 ${arg_SHA256}
      CURE "install ${folder} ${arg_MINIMUM} or later and name its folder in CMAKE_PREFIX_PATH, or go online.")
    string(APPEND place "/include")
    set(version "fetched")
  endif()

  file(REAL_PATH "${place}/${folder}" real)
  file(CREATE_LINK "${real}" "${attention_headers}/${folder}" SYMBOLIC)
  message(STATUS "${folder} ${version}: ${place}")
endfunction()

attention_headers(xtl MINIMUM 0.7.5 PREFIX XTL_VERSION VERSION_HEADER xtl/xtl_config.hpp
  NAME xtl-0.7.7 URL https://github.com/xtensor-stack/xtl/archive/refs/tags/0.7.7.tar.gz
  SHA256 44fb99fbf5e56af5c43619fc8c29aa58e5fad18f3ba6e7d9c55c111b62df1fbb)
attention_headers(xtensor MINIMUM 0.25 PREFIX XTENSOR_VERSION
  VERSION_HEADER xtensor/xtensor_config.hpp xtensor/core/xtensor_config.hpp
  NAME xtensor-0.25.0 URL https://github.com/xtensor-stack/xtensor/archive/refs/tags/0.25.0.tar.gz
  SHA256 32d5d9fd23998c57e746c375a544edf544b74f0a18ad6bc3c38cbba968d5e6c7)
attention_headers(xsimd MINIMUM 13 PREFIX XSIMD_VERSION VERSION_HEADER xsimd/config/xsimd_config.hpp
  NAME xsimd-13.2.0 URL https://github.com/xtensor-stack/xsimd/archive/refs/tags/13.2.0.tar.gz
  SHA256 edd8cd3d548c185adc70321c53c36df41abe64c1fe2c67bc6d93c3ecda82447a)
attention_headers(nlohmann MINIMUM 3.11 PREFIX NLOHMANN_JSON_VERSION VERSION_HEADER nlohmann/detail/abi_macros.hpp
  NAME nlohmann-json-3.11.3 URL https://github.com/nlohmann/json/releases/download/v3.11.3/json.tar.xz
  SHA256 d6c65aca6b1ed68e7a182f4757257b107ae403032760ed6ef121c9d55e81757d)

foreach(target IN ITEMS xtensor xsimd nlohmann_json::nlohmann_json)
  # Imported: their headers count as the system's, and warn of nothing.
  add_library(${target} INTERFACE IMPORTED GLOBAL)
  target_include_directories(${target} INTERFACE "${attention_headers}")
endforeach()

if(ATTENTION_BUILD_TESTS)
  include(cmake/catch2.cmake)
endif()
if(ATTENTION_BUILD_BENCHMARKS)
  include(cmake/google-benchmark.cmake)
endif()
