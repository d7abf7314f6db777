#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=/dev/null
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/common.sh"

usage() {
  cat <<'TEXT'
fault.sh: breaks the portal's SPN or the PACs in tickets for services, and fixes it again.

usage: fault.sh           the faults, and what comes of each
       fault.sh FAULT     break it; another fault is fixed before
       fault.sh none      fix it

FAULT is missing-spn, duplicate-spn not-unique, duplicate-spn unknown, duplicate-spn other-key, spn-on-wrong-account,
spn-with-port, spn-short-name-only or stale-keytab; or, of the PAC, pac-tampered, pac-no-server-signature,
pac-no-kdc-signature, pac-crc32, pac-md5, pac-rc4, pac-other-client, pac-contradictory, pac-silver-ticket,
pac-foreign-sids, pac-deny-only, pac-thousand-groups, pac-minimal or pac-absent. Tickets that somebody holds stay as they
are: klist.sh purge.
example: fault.sh duplicate-spn other-key; klist.sh purge; curl.sh alice; fault.sh none

exit status: 0 done, 1 it was refused, 2 wrong usage, 3 something is not installed
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

run_lab_command fault '' "$@"
