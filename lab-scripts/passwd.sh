#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=/dev/null
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/common.sh"

usage() {
  cat <<'TEXT'
passwd.sh: sets the password of an account, as an administrator does: nobody asks for the old one.

usage: passwd.sh [--random] [--must-change] ACCOUNT

  --random        a random one, which is shown
  --must-change   it has to be changed at the next logon

The password is one line of the standard input; at a terminal it is asked for twice. The account's kvno goes up: keytabs
that were made before are stale.
examples: passwd.sh bob          passwd.sh --random svc-portal          echo 'Builder2!' | passwd.sh bob

exit status: 0 done, 1 it was refused, 2 wrong usage, 3 something is not installed
environment: GATEHOUSE_LAB_HOME  where the lab keeps its files; .lab in the project
TEXT
}

options=() user=''
while (($#)); do
  case $1 in
    --help | -h)
      usage
      exit 0
      ;;
    --random | --must-change) options+=("$1") ;;
    -*) wrong_usage "there is no option '$1'." ;;
    *)
      [[ -z $user ]] || wrong_usage 'one account at a time.'
      user=$1
      ;;
  esac
  shift
done
[[ -n $user ]] || wrong_usage 'which account?'
need curl
need_running_lab
password=''
if [[ " ${options[*]} " != *' --random '* ]]; then
  password=$(read_password "$user")
fi
lab_command passwd "$password" "${options[@]}" "$user"
