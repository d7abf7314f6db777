#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=/dev/null
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/common.sh"

usage() {
  cat <<'TEXT'
clock.sh: shows the lab's clocks, and puts them forward and back while it runs.

usage: clock.sh                  all clocks
       clock.sh CLOCK            one of them; with --seconds only how far it is ahead
       clock.sh CLOCK SHIFT      put it ahead of the true time, or behind: +7m, -90s, +1h30m, 0
       clock.sh reset            put all of them right

CLOCK is a realm (lab, partner, PARTNER.LOCALHOST): its KDC and its directory go by it; portal: Tomcat's valve; or
workstation: kinit.sh and curl.sh start their programs with it.
examples: clock.sh portal +7m          clock.sh partner -1h          clock.sh reset

exit status: 0 done, 2 wrong usage, 3 something is not installed
environment: GATEHOUSE_LAB_HOME  where the lab keeps its files; .lab in the project
TEXT
}

case ${1:-} in
  --help | -h)
    usage
    exit 0
    ;;
  -*) wrong_usage "there is no option '$1'." ;;
esac

run_lab_command clock '' "$@"
