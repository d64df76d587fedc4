# GNU make, for a machine that has CMake but no program for it to build with. Sourced by fetch.sh.
say "fetching GNU make"
apt_with_needs make
apt_unpack "$root" --exclude=./usr/share/doc
wrap make "$root/usr/bin/make"
