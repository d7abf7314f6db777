#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=/dev/null
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/common.sh"

usage() {
  cat <<'TEXT'
conditions.sh: tries rules that say whom the portal asks to sign in, while it runs.

usage: conditions.sh [show]               the file, what the valve makes of it, and why it asks a browser here
       conditions.sh deny-my-address      do not ask anyone at this machine
       conditions.sh deny-browser TEXT    do not ask browsers whose User-Agent contains the text
       conditions.sh deny-url PATTERN     do not ask anyone at these URLs; * stands for any characters
       conditions.sh deny-host [HOST]     do not ask anyone under this name of the server; the portal's name
       conditions.sh opt-out              do not ask browsers that have a cookie
       conditions.sh open PATH            let everybody see a page as nobody; * at the end
       conditions.sh dry-run [on|off]     ask everyone all the same, and log what the rules would do
       conditions.sh explain [OPTION...]  why a request is asked or not, step by step
       conditions.sh reset                no rules: everyone is asked

Rules are added to those that are there. The valve reloads the file, which takes a few seconds; conditions.sh waits for it.
You can change the file by hand, too: sso-conditions.xml in the lab's home.

  --address ADDRESS    for explain: of the client; 127.0.0.1
  --host HOST          for explain: the name of the server; the portal's
  --url URL            for explain: path and query; /
  --user-agent TEXT    for explain: what the browser calls itself; Mozilla/5.0 (X11; Linux x86_64)
  --cookie NAME=VALUE  for explain: a cookie that the browser has

examples: conditions.sh deny-browser curl; curl.sh alice
          conditions.sh deny-url '/api/*'; conditions.sh explain --url /api/orders

exit status: 0 done, 1 it was refused or the file has mistakes, 2 wrong usage, 3 something is not installed
environment: GATEHOUSE_LAB_HOME  where the lab keeps its files; .lab in the project
TEXT
}

# valve_conditions OPTION...: the JAR's own command, on the lab's file. A lab of up.sh has the JAR beside its classes.
valve_conditions() {
  local hosts=()
  mapfile -t hosts < <(keytab_hosts)
  "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -Xshare:auto -jar "$LAB_HOME/app/lib/gatehouse-valve-$VERSION.jar" conditions \
    --file "$LAB_HOME/sso-conditions.xml" "$@" "${hosts[@]/#/--keytab-host=}"
}

# The names for which the portal has keys: what hosts="keytab" stands for.
keytab_hosts() {
  klist -k "FILE:$LAB_HOME/http.keytab" 2>/dev/null | sed -n 's/^ *[0-9]* HTTP\/\([^@]*\)@.*/\1/p' | LC_ALL=C sort -u
}

# explain OPTION...
explain() {
  local address=127.0.0.1 host url=/ agent='Mozilla/5.0 (X11; Linux x86_64)' cookies=()
  host=$(property portal.host)
  while (($#)); do
    [[ $1 == --address || $1 == --host || $1 == --url || $1 == --user-agent || $1 == --cookie ]] ||
      wrong_usage "explain has no option '$1'."
    (($# > 1)) || wrong_usage "$1 needs a value."
    case $1 in
      --address) address=$2 ;;
      --host) host=$2 ;;
      --url) url=$2 ;;
      --user-agent) agent=$2 ;;
      --cookie) cookies+=(--cookie "$2") ;;
    esac
    shift 2
  done
  valve_conditions --address "$address" --host "$host" --url "$url" --user-agent "$agent" "${cookies[@]}"
}

case ${1:-} in
  --help | -h)
    usage
    exit 0
    ;;
  -*) wrong_usage "there is no option '$1'." ;;
esac

need curl
case ${1:-show} in
  show)
    run_lab_command conditions '' "$@"
    need jdk kerberos
    echo
    valve_conditions
    explain
    ;;
  explain)
    need jdk kerberos
    need_running_lab
    explain "${@:2}"
    ;;
  *) run_lab_command conditions '' "$@" ;;
esac
