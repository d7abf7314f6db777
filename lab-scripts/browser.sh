#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=/dev/null
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/common.sh"

usage() {
  cat <<'TEXT'
browser.sh: opens a page of the lab in Chromium or Chrome as one of its users, with a Kerberos ticket.

usage: browser.sh [--headless] USER [URL|/PATH]

  --headless   no window: print the page's text and take a screenshot; so it is, too, where there is no display

The browser gets a new profile each time, which is thrown away when it is closed; your own is not touched. Without a URL
it is the portal. If the user holds no valid ticket, one is fetched first, as kinit.sh does. The browser goes by the true
time, whatever clock.sh says of the workstation.

environment: GATEHOUSE_LAB_HOME  where the lab keeps its files; .lab in the project
TEXT
}

headless='' user='' url=''
[[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]] || headless=1
while (($#)); do
  case $1 in
    --help | -h)
      usage
      exit 0
      ;;
    --headless) headless=1 ;;
    -*) wrong_usage "there is no option '$1'." ;;
    *)
      if [[ -z $user ]]; then
        user=$1
      elif [[ -z $url ]] && is_url "$1"; then
        url=$1
      else
        wrong_usage "'$1' is not an address."
      fi
      ;;
  esac
  shift
done
[[ -n $user ]] || wrong_usage 'which user?'
check_user "$user"
need browser kerberos
need_running_lab
url=$(url_of "$url")
sign_on_at_true_time "$user"

readonly PATIENCE=60

profile=$(mktemp -d -- "$LAB_HOME/browser-XXXXXX")
trap 'throw_away "$profile"' EXIT
trap 'exit 130' INT TERM
host=$(property portal.host)
write_profile "$profile" "${host#*.}"
mapfile -t options < <(browser_options "$profile")
browser=$(find_browser)

if [[ -z $headless ]]; then
  echo "$url as $user; close the window to end."
  "$browser" "${options[@]}" "$url" >"$LAB_HOME/browser.log" 2>&1 ||
    fail "$EXIT_FAILED" "the browser ended with status $?; its messages are in $LAB_HOME/browser.log."
  exit
fi
screenshot=$LAB_HOME/screenshot-$user.png
rm -f -- "$screenshot"
timeout "$PATIENCE" "$browser" --headless=new --disable-gpu --hide-scrollbars --window-size=1280,900 \
  "${options[@]}" --screenshot="$screenshot" --dump-dom "$url" >"$profile/page.html" 2>"$LAB_HOME/browser.log" ||
  fail "$EXIT_FAILED" "the browser ended with status $?; its messages are in $LAB_HOME/browser.log."
[[ -s $screenshot ]] || fail "$EXIT_FAILED" "the browser took no screenshot; its messages are in $LAB_HOME/browser.log."
echo "address     $url"
echo "title       $(title_of "$profile/page.html")"
echo "screenshot  $screenshot"
echo
text_of "$profile/page.html" | indent 2
