#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=/dev/null
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/common.sh"

usage() {
  cat <<'TEXT'
down.sh: stops the lab and throws its users' tickets away. The log stays.

usage: down.sh

exit status: 0 the lab is not running any more
environment: GATEHOUSE_LAB_HOME  where the lab keeps its files; .lab in the project
TEXT
}

takes_no_arguments "$@"

readonly PATIENCE=15

await_end() {
  local end=$((SECONDS + PATIENCE))
  until has_ended "$1"; do
    if ((SECONDS >= end)); then
      return 1
    fi
    sleep 0.1
  done
}

if ! pid=$(lab_pid); then
  ! is_lab_home || rm -f -- "$LAB_HOME/lab.properties" "$LAB_HOME/lab.pid"
  echo 'The lab is not running.'
  exit 0
fi
kill -- "$pid" || fail "$EXIT_FAILED" "process $pid cannot be stopped by this user."
if ! await_end "$pid"; then
  say "the lab (process $pid) did not stop in $PATIENCE s and is killed."
  kill -KILL -- "$pid"
  await_end "$pid" || fail "$EXIT_FAILED" "process $pid is still there."
fi
rm -f -- "$LAB_HOME/lab.properties" "$LAB_HOME/lab.pid"
forget_tickets
echo 'The lab is stopped.'
