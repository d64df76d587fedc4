#!/bin/bash
# Puts one part of the tool chain below a folder of the project, on Debian and Ubuntu, without root:
#
#   fetch.sh benchmark|chromium|clang|emscripten|firefox|libraries|lint|make|pytorch <folder>
#
# A part that is complete says so by its stamp, and nothing is done twice. An interrupted run leaves no stamp, so that
# the next one starts this part anew.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
part=$1 tools=$2
mkdir -p "$tools"
tools=$(realpath "$tools")
folder=$tools/$part root=$tools/$part/root
recipe=$(cat "$here/apt.sh" "$here/fetch.sh" "$here/$part.sh" | sha256sum | cut -d' ' -f1)
stamp="$recipe $folder"

exec 9> "$tools/lock"
flock 9
if [ "$(cat "$folder/stamp" 2>/dev/null)" = "$stamp" ]; then exit 0; fi

. "$here/apt.sh"
for program in apt-get dpkg-deb; do
  command -v $program > /dev/null || fail "$program is missing, so that $part cannot be fetched from the system's archive"
done

# Starts a program of this part with the libraries that came with it; these are ones that the machine lacks.
wrap() { # name program [line of shell]
  mkdir -p "$folder/bin"
  cat > "$folder/bin/$1" <<WRAPPER
#!/bin/sh
export LD_LIBRARY_PATH="$root/usr/lib/$multiarch:$root/lib/$multiarch\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}"
${3:-}
exec "$2" "\$@"
WRAPPER
  chmod +x "$folder/bin/$1"
}

# Says which libraries a program would not find, before the program says it less clearly.
check_libraries() {
  local program missing
  for program in "$@"; do
    missing=$(LD_LIBRARY_PATH=$root/usr/lib/$multiarch:$root/lib/$multiarch ldd "$program" 2>&1 | sed -n 's/ => not found//p')
    [ -z "$missing" ] || fail "$program lacks" $missing
  done
}

rm -rf "$folder"
mkdir -p "$folder"
started=$SECONDS
apt_open "$tools/apt"
. "$here/$part.sh"
printf '%s\n' "$stamp" > "$folder/stamp"
say "$part is ready in ${folder#"$PWD"/} ($((SECONDS - started)) s)"
