#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=/dev/null
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/common.sh"

usage() {
  cat <<'TEXT'
policy.sh: shows and changes how a realm's KDC decides.

usage: policy.sh [REALM]             show it
       policy.sh [REALM] OPTION...   change it, of the portal's realm if none is named

  --ticket-life DURATION          of ticket-granting tickets; 10h
  --service-ticket-life DURATION  of all other tickets; 10h
  --renewable-life DURATION       how long a ticket can be renewed in all; 7d
  --skew DURATION                 how far a client's clock may be off; 5m
  --duplicate-spn OUTCOME         what a client gets for an SPN with two owners: not-unique, unknown or other-key
  --lockout N                     how many wrong passwords lock an account; 0 for never

DURATION is 90s, 7m, 1h30m, 2d. It counts from the next request on.
examples: policy.sh --service-ticket-life 30s          policy.sh partner --skew 1m

exit status: 0 done, 1 it was refused, 2 wrong usage, 3 something is not installed
environment: GATEHOUSE_LAB_HOME  where the lab keeps its files; .lab in the project
TEXT
}

case ${1:-} in
  --help | -h)
    usage
    exit 0
    ;;
  --ticket-life | --service-ticket-life | --renewable-life | --skew | --duplicate-spn | --lockout) ;;
  -*) wrong_usage "there is no option '$1'." ;;
esac

run_lab_command policy '' "$@"
