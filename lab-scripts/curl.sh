#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=/dev/null
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/common.sh"

usage() {
  cat <<'TEXT'
curl.sh: opens a page of the lab as one of its users, with a Kerberos ticket.

usage: curl.sh USER [URL|/PATH] [CURL-OPTION...]

Without a URL it is the portal. If the user holds no valid ticket, one is fetched first, as kinit.sh does.
It goes by the workstation's clock (clock.sh), and trusts the lab's certificate authority.
examples: curl.sh alice          curl.sh bob -i          curl.sh carol@PARTNER.LOCALHOST          curl.sh alice /whoami -v
          curl.sh alice https://portal.lab.localhost:8443/

environment: GATEHOUSE_LAB_HOME  where the lab keeps its files; .lab in the project
TEXT
}

case ${1:-} in
  --help | -h)
    usage
    exit 0
    ;;
  '') wrong_usage 'which user?' ;;
esac
user=$1
shift
check_user "$user"
need curl kerberos
need_running_lab
url=$(url_of "${1:-}")
! is_url "${1:-}" || shift

sign_on "$user"
lab_curl "$url" --negotiate -u : -sS "$@"
