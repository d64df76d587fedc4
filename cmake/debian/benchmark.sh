# Google Benchmark, headers and library. Sourced by fetch.sh.
say "fetching Google Benchmark (about 1 MB)"
apt_with_needs libbenchmark-dev
apt_unpack "$root" --exclude=./usr/share/doc
