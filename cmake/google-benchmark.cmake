# benchmark::benchmark: this machine's, a private copy of the distribution's, or compiled from its source. Google Benchmark
# runs all cases in turns in random order and takes medians, which Catch2's benchmarks cannot.

find_package(benchmark 1.7 CONFIG QUIET GLOBAL)
if(NOT benchmark_FOUND)
  attention_debian(benchmark benchmark_folder)
  if(benchmark_folder)
    find_package(benchmark 1.7 CONFIG QUIET GLOBAL PATHS "${benchmark_folder}/root/usr" NO_DEFAULT_PATH)
  endif()
endif()
if(benchmark_FOUND)
  message(STATUS "Google Benchmark ${benchmark_VERSION}: ${benchmark_DIR}")
  return()
endif()

attention_download(benchmark_source NAME benchmark-1.8.3
  URL https://github.com/google/benchmark/archive/refs/tags/v1.8.3.tar.gz
  SHA256 6bc180a57d23d4d9515519f92b0c83d61b05b5bab188961f36ac7b06b0d9e9ce
  CURE "install Google Benchmark (Debian: libbenchmark-dev), go online, or leave out ATTENTION_BUILD_BENCHMARKS.")
message(STATUS "Google Benchmark 1.8.3: ${benchmark_source}")
foreach(part IN ITEMS TESTING GTEST_TESTS INSTALL WERROR)
  set(BENCHMARK_ENABLE_${part} OFF CACHE BOOL "" FORCE)
endforeach()
add_subdirectory("${benchmark_source}" "${CMAKE_CURRENT_BINARY_DIR}/benchmark" EXCLUDE_FROM_ALL)
