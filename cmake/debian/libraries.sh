# The C++ libraries: xtensor, xtl, xsimd and nlohmann/json as headers, Catch2 as source. Sourced by fetch.sh.
newer=$(newer_suite)
say "fetching xtensor, xsimd, nlohmann/json and Catch2 (about 2 MB)"
apt_bare {libxtensor-dev,xtl-dev,libxsimd-dev,nlohmann-json3-dev}"${newer:+/$newer}"
apt_unpack "$root" --exclude=./usr/share/doc
# A folder of their own: /usr/include as a whole would give em++ the host's C library.
mkdir -p "$folder/include"
for library in xtensor xtl xsimd nlohmann; do ln -s "../root/usr/include/$library" "$folder/include/$library"; done

# A compiled Catch2 would do for this machine's compiler only; WASM needs the source.
catch2=catch2_3.7.1.orig.tar.gz
sha256=c991b247a1a0d7bb9c39aa35faf0fe9e19764213f28ffba3109388e62ee0269c
archive=$(own_archives | awk -v s="$codename" '$2 == s { print $1; exit }')
/usr/lib/apt/apt-helper download-file "$archive/pool/main/c/catch2/$catch2" "$folder/$catch2" "SHA256:$sha256" \
  > "$apt/log" 2>&1 || { cat "$apt/log" >&2; fail "Catch2 3.7.1 could not be fetched from the archive"; }
mkdir "$folder/catch2"
tar -xzf "$folder/$catch2" -C "$folder/catch2" --strip-components=1 --wildcards '*/src/catch2' '*/extras' '*/LICENSE.txt'
rm "$folder/$catch2"
