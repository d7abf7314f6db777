#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=/dev/null
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/common.sh"

usage() {
  cat <<'TEXT'
setspn.sh: shows and changes who owns which service principal name (SPN), as Windows' setspn does, in all domains.

usage: setspn.sh -L ACCOUNT       list the SPNs of an account
       setspn.sh -Q SPN           every owner of an SPN; with wildcards: -Q 'HTTP/*'
       setspn.sh -X               every SPN that has more than one owner
       setspn.sh -S SPN ACCOUNT   add an SPN if nobody has it yet
       setspn.sh -A SPN ACCOUNT   add an SPN without looking: this is how duplicates are made
       setspn.sh -D SPN ACCOUNT   delete an SPN
       setspn.sh -R COMPUTER      give a computer its default SPNs again

An SPN is service/host[:port][/name], without regard to case. -F (the whole forest) goes without saying.
ACCOUNT is alice, WS1, LAB\svc-portal, carol@PARTNER.LOCALHOST or a DN.
examples: setspn.sh -Q HTTP/portal.lab.localhost          setspn.sh -A HTTP/portal.lab.localhost mallory

exit status: 0 done, 1 nothing was found or it was refused, 2 wrong usage, 3 something is not installed
environment: GATEHOUSE_LAB_HOME  where the lab keeps its files; .lab in the project
TEXT
}

case ${1:-} in
  --help | -h)
    usage
    exit 0
    ;;
  -[LlQqXxSsAaDdRrFfPp]) ;;
  '') wrong_usage 'what is to be done?' ;;
  *) wrong_usage "there is no option '$1'." ;;
esac

run_lab_command setspn '' "$@"
