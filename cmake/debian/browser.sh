# A browser with the libraries it needs and a Chinese font. Sourced by chromium.sh and firefox.sh.
fetch_browser() { # package program-in-root
  say "fetching $1 (about 150 MB)"
  apt_with_needs "$1" fonts-wqy-zenhei
  say "unpacking it"
  apt_unpack "$root" --exclude=./usr/share/doc --exclude=./usr/share/icons
  mkdir "$folder/fontcache"
  cat > "$folder/fonts.conf" <<FONTS
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>$root/usr/share/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>$folder/fontcache</cachedir>
</fontconfig>
FONTS
  wrap "$part" "$root/$2" "export LD_LIBRARY_PATH=\"\$LD_LIBRARY_PATH:$root/usr/lib/$multiarch/pulseaudio\" FONTCONFIG_FILE=\"$folder/fonts.conf\""
}
