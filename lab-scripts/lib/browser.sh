# shellcheck shell=bash
# Chromium or Chrome with a profile of its own that signs on to the lab's hosts.

# The network service loads GSS-API only when an earlier run has met a Negotiate header, which a new profile has not; and
# the name in the address bar, not its DNS canonical name, is what the service principal is made of.
# write_profile DIRECTORY DOMAIN
write_profile() {
  cat >"$1/Local State" <<JSON
{
  "net": {"received_http_auth_negotiate_headers": true},
  "auth": {"server_allowlist": "*.$2", "disable_negotiate_cname_lookup": true}
}
JSON
}

# throw_away PROFILE-DIRECTORY: the browser's helpers may outlive it for a moment, and write there
throw_away() {
  local end=$((SECONDS + 10))
  while ((SECONDS < end)) && grep -qsF -f <(echo "$1") /proc/[0-9]*/cmdline; do
    sleep 0.1
  done
  rm -rf -- "$1"
}

# Prints the options for a profile directory, one a line.
browser_options() {
  cat <<OPTIONS
--user-data-dir=$1
--no-first-run
--no-default-browser-check
--password-store=basic
--disable-quic
--disable-background-networking
--disable-component-update
--disable-sync
OPTIONS
  if ! browser_sandbox_works; then
    echo --no-sandbox
  fi
}

# Chromium's sandbox refuses root, and needs user namespaces, which most containers forbid. The pages are the lab's own.
browser_sandbox_works() {
  ! is_root && unshare --user true 2>/dev/null
}

# text_of HTML-FILE: what the page says, a line for each block
text_of() {
  tr '\n' ' ' <"$1" |
    sed -e 's/<\(head\|style\|script\|svg\)[ >]/\n&/gi' -e 's/<\/\(head\|style\|script\|svg\)>/\n&\n/gi' |
    sed -e '/^<head/,/^<\/head>/d' -e '/^<style/,/^<\/style>/d' -e '/^<script/,/^<\/script>/d' -e '/^<svg/,/^<\/svg>/d' |
    sed -e 's/<br[^>]*>/\n/gi' -e 's/<\/\(p\|h[1-6]\|div\|section\|header\|dd\|li\|tr\|span\)>/\n/gi' -e 's/<\/d\?[at]>/  /gi' -e 's/<[^>]*>//g' |
    sed -e 's/&nbsp;/ /g; s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&#39;/'\''/g; s/&amp;/\&/g' -e 's/^[[:space:]]*//; s/[[:space:]]*$//' |
    grep -v '^$' || true
}

title_of() {
  sed -n 's/.*<title[^>]*>\([^<]*\)<\/title>.*/\1/p' -- "$1" | head -n 1
}
