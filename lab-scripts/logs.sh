#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=/dev/null
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/common.sh"

usage() {
  cat <<'TEXT'
logs.sh: shows the log of the lab's last start.

usage: logs.sh [-f]

  -f   go on showing what is added, until Ctrl-C

environment: GATEHOUSE_LAB_HOME  where the lab keeps its files; .lab in the project
TEXT
}

follow=()
case ${1:-} in
  --help | -h)
    usage
    exit 0
    ;;
  -f) follow=(-F) ;;
  '') ;;
  *) wrong_usage "there is no option '$1'." ;;
esac

[[ -r $LAB_LOG ]] || fail "$EXIT_FAILED" "there is no log yet. Start the lab with ./lab-scripts/up.sh"
exec tail -n +1 "${follow[@]}" -- "$LAB_LOG"
