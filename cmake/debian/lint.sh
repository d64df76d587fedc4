# clang-format and clang-tidy 19. Sourced by fetch.sh.
say "fetching clang-format and clang-tidy 19 (about 65 MB)"
apt_with_needs libllvm19 libclang-cpp19
apt_bare clang-format-19 clang-tidy-19 libclang-common-19-dev
apt_unpack "$root" --exclude=./usr/share/doc
ln -sf "../../$multiarch/libLLVM.so.19.1" "$root/usr/lib/llvm-19/lib/" 2>/dev/null || true
for program in clang-format clang-tidy; do
  wrap $program "$root/usr/lib/llvm-19/bin/$program"
  check_libraries "$root/usr/lib/llvm-19/bin/$program"
  "$folder/bin/$program" --version > /dev/null || fail "$program was fetched but does not work"
done
