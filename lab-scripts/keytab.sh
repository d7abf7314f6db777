#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=/dev/null
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/common.sh"

usage() {
  cat <<'TEXT'
keytab.sh: gives an account a service's name and exports its keys, as Windows' ktpass does.

usage: keytab.sh -princ PRINCIPAL [-mapuser ACCOUNT] -out FILE [OPTION...]
       keytab.sh -princ PRINCIPAL [-mapuser ACCOUNT] --install [OPTION...]
       keytab.sh --install
       keytab.sh -list FILE

  -princ PRINCIPAL   HTTP/portal.lab.localhost, with or without @REALM
  -mapuser ACCOUNT   whose name it is to be; the one that has it already
  -out FILE          where the keys go; what is there already has to be a keytab, and is replaced
  -in FILE           a keytab whose keys go to -out as well, as far as the new ones do not replace them
  -crypto TYPE       AES256-SHA1, AES128-SHA1, RC4-HMAC-NT or All; the account's own
  -pass PASSWORD|*   set this password first, * reads it from the standard input: the kvno goes up, older keytabs are stale
  +rndpass           set a random one
  -kvno N            write this number to the file, whatever the account's is; 0 for keys that do not tell
  -mapop set|add     whether the account loses its other SPNs; add
  -setupn            leave the userPrincipalName as it is; without, it becomes PRINCIPAL, as ktpass has it
  --install          write the lab's own keytab, http.keytab, from the accounts as they are; the portal reads it at once
  -list FILE         show what is in a keytab, without the keys

/princ is the same as -princ, and so on. A password on a command line can be seen by everybody on this machine.
examples: keytab.sh -princ HTTP/portal.lab.localhost -mapuser svc-portal -out portal.keytab
          keytab.sh -princ HTTP/portal.lab.localhost +rndpass --install

exit status: 0 done, 1 it was refused, or a file cannot be read or written, 2 wrong usage, 3 something is not installed
environment: GATEHOUSE_LAB_HOME  where the lab keeps its files; .lab in the project
TEXT
}

arguments=() input='' typed=''
while (($#)); do
  name=${1,,}
  name=${name#-}
  name=${name#[-/+]}
  case $name in
    help | h)
      usage
      exit 0
      ;;
    rndpass | setupn | install)
      arguments+=("$1")
      shift
      ;;
    princ | mapuser | crypto | pass | kvno | mapop | ptype | out | in | list)
      (($# > 1)) || wrong_usage "$1 needs a value."
      case $name in
        out | in | list) arguments+=("$1" "$(absolute "$2")") ;;
        *) arguments+=("$1" "$2") ;;
      esac
      [[ $name != pass || $2 != '*' ]] || typed=1
      shift 2
      ;;
    *) wrong_usage "there is no option '$1'." ;;
  esac
done
((${#arguments[@]})) || wrong_usage 'whose keys?'
need curl
need_running_lab
if [[ -n $typed ]]; then
  input=$(read_password 'the account')
fi
lab_command keytab "$input" "${arguments[@]}"
