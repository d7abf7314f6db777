#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=/dev/null
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/common.sh"

usage() {
  cat <<'TEXT'
kinit.sh: logs a user of the lab's domain on, as a Windows logon would: the ticket goes to a cache of its own.

usage: kinit.sh [--ask] USER

  --ask   ask for the password (or read it from the standard input) instead of taking the sample user's

USER is alice, or carol@PARTNER.LOCALHOST; the realm can be left out where only one sample user has the name. kinit goes by
the workstation's clock (clock.sh).

environment: GATEHOUSE_LAB_HOME  where the lab keeps its files; .lab in the project
TEXT
}

ask='' user=''
while (($#)); do
  case $1 in
    --help | -h)
      usage
      exit 0
      ;;
    --ask) ask=ask ;;
    -*) wrong_usage "there is no option '$1'." ;;
    *)
      [[ -z $user ]] || wrong_usage 'one user at a time.'
      user=$1
      ;;
  esac
  shift
done
[[ -n $user ]] || wrong_usage 'which user?'
check_user "$user"
need kerberos
need_running_lab

use_cache_of "$user"
use_workstation_clock
get_ticket "$user" "$ask"
klist
