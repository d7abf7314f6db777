#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=/dev/null
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/common.sh"

usage() {
  cat <<'TEXT'
reset.sh: returns the lab to the state after its start, without a restart, and throws its users' tickets away.

usage: reset.sh

Entries, keys, the portal's keytab and its conditions, policies, clocks, sessions, and what valve and KDC remember of used
tickets.

exit status: 0 done, 1 it failed, 3 something is not installed
environment: GATEHOUSE_LAB_HOME  where the lab keeps its files; .lab in the project
TEXT
}

takes_no_arguments "$@"

run_lab_command reset ''
forget_tickets
