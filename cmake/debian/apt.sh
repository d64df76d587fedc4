# Sourced by fetch.sh: packages of Debian or Ubuntu, unpacked into a folder of the project's own.
# Nothing needs root and nothing of the system's apt is touched; signatures are checked as ever.
#
#   apt_open              private lists of this machine's own archive (and, on Debian 12, of Debian 13's)
#   apt_with_needs P...   fetch the packages and whatever they need that this machine lacks
#   apt_bare P[/suite]... fetch just these packages
#   apt_unpack FOLDER     unpack what was fetched since the last unpacking

say() { printf -- '-- %s\n' "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

. /etc/os-release
codename=${VERSION_CODENAME:-}
multiarch=$(dpkg-architecture -qDEB_HOST_MULTIARCH 2>/dev/null || gcc -print-multiarch 2>/dev/null || echo "$(uname -m)-linux-gnu")

# The archives this machine already uses for its own release: lines of "uri suite".
own_archives() {
  apt-get update --print-uris 2>/dev/null |
    sed -n "s@^'\(.*\)/dists/\($codename\|$codename-updates\|$codename-security\)/InRelease'.*@\1 \2@p" | sort -u
}

# The release whose packages are known to work where this machine's own are too old.
newer_suite() { [ "$codename" = bookworm ] && echo trixie || true; }

apt_source() { # uri suites
  printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: %s\nSigned-By: %s\n\n' "$1" "$2" "$components" "$keyring"
}

write_configuration() {
  local a=$1 archives newer file uri suite
  case ${ID:-} in
    ubuntu) keyring=/usr/share/keyrings/ubuntu-archive-keyring.gpg components="main universe" ;;
    *) keyring=/usr/share/keyrings/debian-archive-keyring.gpg components=main ;;
  esac
  [ -e "$keyring" ] || keyring=${keyring%.gpg}.pgp
  [ -e "$keyring" ] || fail "the keys of the ${NAME:-system}'s archive are missing: install the package ${ID:-debian}-archive-keyring"
  archives=$(own_archives)
  [ -n "$archives" ] || fail "apt has no archive of ${PRETTY_NAME:-this system} in its sources: add one to /etc/apt/sources.list.d"

  mkdir -p "$a"/{sources.d,preferences.d,conf.d,state/lists/partial,cache/archives/partial}
  : > "$a/sources.d/archive.sources"
  while read -r uri suite; do apt_source "$uri" "$suite"; done <<< "$archives" >> "$a/sources.d/archive.sources"
  uri=$(awk -v s="$codename" '$2 == s { print $1; exit }' <<< "$archives")
  # Debian's browsers come as security updates, also for a machine that does not ask for these.
  if [[ $archives != *-security* && $uri == */debian ]]; then
    apt_source "$uri-security" "$codename-security" >> "$a/sources.d/archive.sources"
  fi
  newer=$(newer_suite)
  if [ -n "$newer" ]; then
    apt_source "$uri" "$newer" >> "$a/sources.d/archive.sources"
    # Only what is asked for by name may come from there.
    printf 'Package: *\nPin: release n=%s\nPin-Priority: 1\n' "$newer" > "$a/preferences.d/newer"
  fi
  # The machine's settings (a proxy, say), but none of its hooks, which expect root.
  for file in /etc/apt/apt.conf.d/*; do
    if [ -r "$file" ] && ! grep -q 'Invoke\|Install-Pkgs' "$file"; then cp "$file" "$a/conf.d/"; fi
  done
  cat > "$a/apt.conf" <<CONF
Dir::Etc::parts "$a/conf.d";
Dir::Etc::main "/dev/null";
Dir::Etc::sourcelist "/dev/null";
Dir::Etc::sourceparts "$a/sources.d";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "$a/preferences.d";
Dir::State "$a/state";
Dir::State::status "/var/lib/dpkg/status";
Dir::Cache "$a/cache";
APT::Sandbox::User "";
APT::Install-Recommends "false";
APT::Keep-Downloaded-Packages "true";
Acquire::Languages "none";
Acquire::Retries "3";
Debug::NoLocking "true";
CONF
}

apt_open() {
  apt=$1
  write_configuration "$apt"
  export APT_CONFIG=$apt/apt.conf
  rm -f "$apt"/cache/archives/*.deb
  if [ -z "$(find "$apt/updated" -mmin -60 2>/dev/null)" ] || ! cmp -s "$apt/updated" "$apt/sources.d/archive.sources"; then
    say "reading the package lists of ${PRETTY_NAME:-this system}"
    # A mirror that does not answer is met again below, by the package that it should have given.
    apt-get -qq update > "$apt/log" 2>&1 || { cat "$apt/log"; say "some package lists could not be read"; }
    cp "$apt/sources.d/archive.sources" "$apt/updated"
  fi
}

apt_with_needs() {
  apt-get -qq -y --download-only --no-remove install "$@" > "$apt/log" 2>&1 ||
    { cat "$apt/log" >&2; rm -f "$apt/updated"; fail "apt could not fetch: $*"; }
  # A package that is installed already is not fetched by the line above, but is wanted here all the same.
  local package
  for package in "$@"; do
    ls "$apt"/cache/archives/"${package%%/*}"_*.deb > /dev/null 2>&1 || apt_bare "$package"
  done
}

apt_bare() {
  (cd "$apt/cache/archives" && apt-get -qq download "$@") > "$apt/log" 2>&1 ||
    { cat "$apt/log" >&2; rm -f "$apt/updated"; fail "apt could not fetch: $*"; }
}

# The C library and its loader must stay the system's own: two of them in one process cannot work.
apt_unpack() {
  local into=$1 deb; shift
  mkdir -p "$into"
  for deb in "$apt"/cache/archives/*.deb; do
    case ${deb##*/} in libc6_* | libc-bin_* | libc-l10n_*) [ "${keep_libc:-}" ] || { rm -f "$deb"; continue; } ;; esac
    dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$into" "$@"
    rm -f "$deb"
  done
}
