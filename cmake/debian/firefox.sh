# Firefox ESR, for the browser tests. Sourced by fetch.sh.
. "$here/browser.sh"
fetch_browser firefox-esr usr/lib/firefox-esr/firefox-esr
HOME=$folder "$folder/bin/firefox" --version > /dev/null || fail "Firefox was fetched but does not start"
