#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=/dev/null
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/common.sh"

usage() {
  cat <<'TEXT'
status.sh: says whether the lab runs and answers, where, what is out of the ordinary, and who holds a ticket.

usage: status.sh

exit status: 0 it answers, 1 it runs but does not answer, 3 it is not running
environment: GATEHOUSE_LAB_HOME  where the lab keeps its files; .lab in the project
TEXT
}

takes_no_arguments "$@"

readonly EXIT_NOT_RUNNING=3

# row NAME TEXT
row() {
  printf '%-10s %s\n' "$1" "$2"
}

tickets() {
  local cache who
  while IFS= read -r cache; do
    if ! who=$(klist -c "FILE:$cache" 2>/dev/null | sed -n 's/^Default principal: //p'); then
      row ticket "${cache##*/ccache-}: cannot be read; ./lab-scripts/klist.sh purge throws it away"
    elif klist -s -c "FILE:$cache"; then
      row ticket "$who"
    fi
  done < <(all_caches)
}

ldaps() {
  local port
  if port=$(property ldaps.port); then
    echo "  ldaps://127.0.0.1:$port"
  fi
}

# Those alone that are not right.
clocks() {
  local clock time ahead
  while read -r clock time ahead; do
    case $ahead in
      [+-]*) row clock "$clock $ahead ($time)" ;;
    esac
  done < <(lab_command clock '')
}

# None if everyone is asked.
rules() {
  local rule
  while IFS= read -r rule; do
    row rule "$rule"
  done < <(lab_command conditions '' --rules)
}

if ! pid=$(lab_pid); then
  echo 'The lab is not running. Start it with ./lab-scripts/up.sh'
  exit "$EXIT_NOT_RUNNING"
fi
if ! is_ready; then
  echo "The lab (process $pid) is not ready; ./lab-scripts/logs.sh shows what it does."
  exit "$EXIT_FAILED"
fi
row portal "$(property portal.url)  $(property secure.url)"
row directory "ldap://127.0.0.1:$(property ldap.port)$(ldaps)"
row KDC "127.0.0.1:$(property kdc.port)  $(property realms)"
row process "$pid"
if have curl; then
  clocks
  rules
fi
! have kerberos || tickets
if ! answers; then
  say "the portal does not answer; ./lab-scripts/logs.sh shows what it does."
  exit "$EXIT_FAILED"
fi
