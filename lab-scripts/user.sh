#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=/dev/null
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/common.sh"

usage() {
  cat <<'TEXT'
user.sh: shows what keeps an account from logging on, and changes it.

usage: user.sh ACCOUNT                    its state in plain words
       user.sh ACCOUNT OPTION...          change it
       user.sh --add NAME [OPTION...]     a new user; the password is read from the standard input
       user.sh --add 'NAME$' [OPTION...]  a new computer, with its default SPNs and a random password
       user.sh --delete ACCOUNT

  --disable, --enable
  --lock, --unlock         as too many wrong passwords do
  --expire [WHEN]          now, on 2026-12-31, at 2026-12-31T18:00:00Z, or from now on +2h, -1d
  --never-expire
  --must-change            the password, at the next logon
  --no-preauth, --preauth  whether a logon needs pre-authentication
  --etypes LIST|default    of which encryption types it has keys: aes256,aes128,rc4
  --delegate on|off        whether clients may forward their tickets to its services
  --group GROUP            make it a member of this group, which is created if need be

ACCOUNT is alice, WS1, LAB\svc-portal, carol@PARTNER.LOCALHOST or a DN.
examples: user.sh bob --disable          user.sh svc-portal --etypes aes256,rc4          echo 'Croquet1!' | user.sh --add dinah

exit status: 0 done, 1 it was refused, 2 wrong usage, 3 something is not installed
environment: GATEHOUSE_LAB_HOME  where the lab keeps its files; .lab in the project
TEXT
}

password=''
case ${1:-} in
  --help | -h)
    usage
    exit 0
    ;;
  --add | --delete) [[ -n ${2:-} ]] || wrong_usage "$1 needs the name of an account." ;;
  '') wrong_usage 'which account?' ;;
  -*) wrong_usage "there is no option '$1'." ;;
esac
need curl
need_running_lab
if [[ $1 == --add && $2 != *\$ ]]; then
  password=$(read_password "$2")
fi
lab_command user "$password" "$@"
