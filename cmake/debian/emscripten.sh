# Emscripten 3.1.69, the LLVM 19 and binaryen that belong to it. Sourced by fetch.sh.
newer=$(newer_suite)
llvm="clang-19 lld-19 llvm-19 llvm-19-linker-tools libclang-common-19-dev"
versions=$(apt-cache madison emscripten | cut -d'|' -f2)
have=0
for version in $versions; do if dpkg --compare-versions "$version" gt "$have"; then have=$version; fi; done
dpkg --compare-versions "$have" ge 3.1.69 ||
  fail "the archive of ${PRETTY_NAME:-this system} has no Emscripten 3.1.69: install it with emsdk and put emcc on PATH"

say "fetching Emscripten and LLVM 19 (about 290 MB)"
python=/usr/bin/python3
[ -x $python ] || { python=$folder/bin/python3; apt_with_needs python3; }
apt_with_needs libllvm19 libclang-cpp19
apt_bare $llvm "emscripten${newer:+/$newer}" node-acorn
[ "$newer" ] || apt_with_needs binaryen

say "unpacking them"
# Variants of the system libraries that are not used here are half of the package.
libraries=./usr/share/emscripten/cache/sysroot/lib/wasm32-emscripten
apt_unpack "$root" --exclude="$libraries/lto*" --exclude="$libraries/pic" --exclude="$libraries/libwasmfs*" \
  --exclude=./usr/share/emscripten/test --exclude=./usr/share/doc
ln -sf "../../$multiarch/libLLVM.so.19.1" "$root/usr/lib/llvm-19/lib/"
for program in "$root"/usr/lib/llvm-19/bin/{clang,clang++,lld,wasm-ld,llvm-*}; do wrap "${program##*/}" "$program"; done
[ $python = /usr/bin/python3 ] || wrap python3 "$root/usr/bin/python3"
check_libraries "$root"/usr/lib/llvm-19/bin/{clang,lld,llvm-ar,llvm-nm,llvm-objcopy}

if [ "$newer" ]; then
  # Debian 12's binaryen is too old, and Debian 13's wants Debian 13's C library: it runs with that, by its own loader.
  apt_bare {binaryen,libc6,libstdc++6,libgcc-s1}/"$newer"
  keep_libc=yes apt_unpack "$folder/newer"
  library=$folder/newer/usr/lib/$multiarch
  loader=$(echo "$library"/ld-linux*.so.*)
  mkdir -p "$folder/binaryen/bin"
  for program in "$folder"/newer/usr/bin/wasm*; do
    printf '#!/bin/sh\nexec "%s" --library-path "%s" "%s" "$@"\n' "$loader" "$library" "$program" \
      > "$folder/binaryen/bin/${program##*/}"
  done
else
  for program in "$root"/usr/bin/wasm*; do wrap "${program##*/}" "$program"; done
  mkdir -p "$folder/binaryen/bin"
  mv "$folder"/bin/wasm-{opt,as,dis,metadce,merge,emscripten-finalize,ctor-eval,split,reduce,shell} "$folder/binaryen/bin/" 2>/dev/null || true
  mv "$folder"/bin/wasm2js "$folder/binaryen/bin/"
fi
chmod +x "$folder"/binaryen/bin/*

emscripten=$root/usr/share/emscripten
ln -s "${emscripten#"$folder"/}" "$folder/emscripten"
mkdir "$emscripten/node_modules"
ln -s ../../nodejs/acorn "$emscripten/node_modules/acorn"
# Emscripten's starters would take the first python3 on PATH, which may be a slow shim of a version manager.
sed -i "1a : \"\${EMSDK_PYTHON:=$python}\"" "$emscripten"/{emcc,em++,emar,emranlib,em-config}
cat > "$emscripten/.emscripten" <<CONFIG
import shutil
LLVM_ROOT = '$folder/bin'
BINARYEN_ROOT = '$folder/binaryen'
NODE_JS = shutil.which('node')
FROZEN_CACHE = True
CONFIG

printf '#include <vector>\nint main(){ return std::vector<int>(3).size() - 3; }' > "$folder/probe.cpp"
"$emscripten/em++" -O2 "$folder/probe.cpp" -o "$folder/probe.mjs" && node "$folder/probe.mjs" ||
  fail "Emscripten was fetched but does not work"
rm "$folder"/probe.*
