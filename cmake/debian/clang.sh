# clang 19 with the runtimes of its fuzzer and sanitizers. Sourced by fetch.sh.
say "fetching clang 19 (about 45 MB)"
apt_with_needs libllvm19 libclang-cpp19
apt_bare clang-19 libclang-common-19-dev libclang-rt-19-dev
apt_unpack "$root" --exclude=./usr/share/doc
for program in clang clang++; do
  wrap $program "$root/usr/lib/llvm-19/bin/$program"
  check_libraries "$root/usr/lib/llvm-19/bin/$program"
done
