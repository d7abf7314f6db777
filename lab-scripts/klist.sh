#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=/dev/null
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/common.sh"

usage() {
  cat <<'TEXT'
klist.sh: shows the tickets of the lab's users, or throws them away.

usage: klist.sh [USER]         the tickets of all users, or of one
       klist.sh purge [USER]   throw them away: the next curl.sh or browser.sh gets new ones

environment: GATEHOUSE_LAB_HOME  where the lab keeps its files; .lab in the project
TEXT
}

purge='' user=''
case ${1:-} in
  --help | -h)
    usage
    exit 0
    ;;
  -*) wrong_usage "there is no option '$1'." ;;
  purge)
    purge=1
    shift
    ;;
esac
(($# <= 1)) || wrong_usage 'one user at a time.'
user=${1:-}
[[ -z $user ]] || check_user "$user"
need kerberos

caches() {
  is_lab_home || return 0
  if [[ -n $user ]]; then
    use_cache_of "$user"
    [[ ! -f ${KRB5CCNAME#FILE:} ]] || echo "${KRB5CCNAME#FILE:}"
  else
    all_caches
  fi
}

mapfile -t found < <(caches)
if ((${#found[@]} == 0)); then
  echo "There are no tickets${user:+ of $user}."
  exit 0
fi
status=0
for cache in "${found[@]}"; do
  if [[ -n $purge ]]; then
    rm -f -- "$cache"
    echo "The tickets of ${cache##*/ccache-} are gone."
  else
    klist -e -c "FILE:$cache" || status=$EXIT_FAILED
  fi
done
exit "$status"
