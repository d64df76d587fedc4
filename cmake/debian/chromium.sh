# Chromium, for the browser tests. Sourced by fetch.sh.
. "$here/browser.sh"
fetch_browser chromium usr/lib/chromium/chromium
"$folder/bin/chromium" --version --no-sandbox > /dev/null || fail "Chromium was fetched but does not start"
