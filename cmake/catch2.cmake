# Catch2::Catch2WithMain: this machine's, or compiled from its source, which WASM needs in any case.

if(NOT EMSCRIPTEN)
  find_package(Catch2 3 CONFIG QUIET GLOBAL)
endif()
if(Catch2_FOUND)
  message(STATUS "Catch2 ${Catch2_VERSION}: ${Catch2_DIR}")
  return()
endif()

attention_debian(libraries libraries_folder)
if(libraries_folder)
  set(catch2 "${libraries_folder}/catch2")
else()
  attention_download(catch2 NAME catch2-3.7.1 URL https://github.com/catchorg/Catch2/archive/refs/tags/v3.7.1.tar.gz
    SHA256 c991b247a1a0d7bb9c39aa35faf0fe9e19764213f28ffba3109388e62ee0269c CURE "install Catch2 3, or go online.")
endif()
message(STATUS "Catch2 3.7.1: ${catch2}")

# The whole library as one file compiles in a fifth of the time of its hundred. The tests include the usual headers.
file(CREATE_LINK "${catch2}/src/catch2" "${attention_headers}/catch2" SYMBOLIC)
file(CONFIGURE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/catch2/catch2/catch_user_config.hpp" CONTENT [[
#pragma once
#define CATCH_CONFIG_DEFAULT_REPORTER "console"
#define CATCH_CONFIG_CONSOLE_WIDTH 80
]] @ONLY)

add_library(attention_catch2 STATIC "${catch2}/extras/catch_amalgamated.cpp")
target_include_directories(attention_catch2 SYSTEM PUBLIC
  "${attention_headers}" "${CMAKE_CURRENT_BINARY_DIR}/catch2" PRIVATE "${catch2}/extras")
target_compile_features(attention_catch2 PUBLIC cxx_std_20)
target_compile_options(attention_catch2 PRIVATE -O1)  # it is compiled often and runs briefly
set_target_properties(attention_catch2 PROPERTIES CXX_CLANG_TIDY "" EXPORT_COMPILE_COMMANDS OFF UNITY_BUILD OFF)
add_library(Catch2::Catch2WithMain ALIAS attention_catch2)
