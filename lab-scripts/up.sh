#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=/dev/null
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/common.sh"

usage() {
  cat <<'TEXT'
up.sh: starts the lab (directory, KDC and Tomcat with the valve) in the background and waits until it answers.

usage: up.sh [--port N] [--https-port N] [--kdc-port N] [--ldap-port N] [--ldaps-port N] [--domain FILE]... [--timeout SECONDS]
             [--debug [N]]

  --port N           Tomcat's port for HTTP; 8080
  --https-port N     Tomcat's port for HTTPS; 8443
  --kdc-port N       the KDC's port, TCP and UDP; 10088
  --ldap-port N      the directory's port for LDAP; 10389
  --ldaps-port N     the directory's port for LDAPS; 10636
  --domain FILE      another domain than the sample ones, as an LDIF file; the portal is in the first
  --timeout SECONDS  how long to wait until the lab answers; 120
  --debug [N]        let a debugger attach to the lab on this port of 127.0.0.1 (JDWP); 5005

It builds the lab first when the sources have changed. What it needs (JDK 17, Maven, curl, krb5-user) is installed by
apt-get if you are root or sudo asks for no password; otherwise a line says what is missing.

exit status: 0 the lab answers, 1 it does not, 3 something is not installed,
             2 an option is wrong, a port is taken, or the lab runs already with other options
environment: GATEHOUSE_LAB_HOME  where the lab keeps its files; .lab in the project
TEXT
}

port=8080 https_port=8443 kdc_port=10088 ldap_port=10389 ldaps_port=10636 timeout=120
debug_port=''
domains=() given=()

is_port() {
  [[ $1 =~ ^[1-9][0-9]{0,4}$ ]] && (($1 <= 65535))
}

while (($#)); do
  case $1 in
    --help | -h)
      usage
      exit 0
      ;;
    --port | --https-port | --kdc-port | --ldap-port | --ldaps-port | --timeout)
      is_port "${2:-}" || wrong_usage "$1 needs a number from 1 to 65535."
      name=${1#--}
      printf -v "${name//-/_}" %s "$2"
      [[ $1 == --timeout ]] || given+=("$name")
      shift 2
      ;;
    --debug)
      debug_port=5005
      if [[ -n ${2:-} && $2 != -* ]]; then
        is_port "$2" || wrong_usage '--debug takes a port from 1 to 65535.'
        debug_port=$2
        shift
      fi
      shift
      ;;
    --domain)
      [[ -n ${2:-} && -f $2 && -r $2 ]] || wrong_usage "--domain needs a file that can be read."
      domains+=(--domain "$(readlink -f -- "$2")")
      shift 2
      ;;
    *) wrong_usage "there is no option '$1'." ;;
  esac
done

# The lab that runs already is not another one: which domains it has, nobody can tell from here.
check_running_lab() {
  local name variable known
  ((${#domains[@]} == 0)) || other_lab_runs --domain
  for name in "${given[@]}"; do
    variable=${name//-/_}
    known=$(property "${name/-/.}") || continue
    [[ $known == "${!variable}" ]] || other_lab_runs "--$name"
  done
  [[ -z $debug_port ]] || listens_to_debugger || other_lab_runs --debug
}

# The port is no property of the lab, which knows nothing of it: it stands in the command line of its process.
listens_to_debugger() {
  tr '\0' '\n' <"/proc/$(lab_pid)/cmdline" | grep -qxF -e "$(jdwp)"
}

# For a debugger on this machine alone: anyone who can reach this port can run code as the lab's user.
jdwp() {
  echo "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:$debug_port"
}

# other_lab_runs OPTION
other_lab_runs() {
  fail "$EXIT_USAGE" "the lab runs already, at $(property portal.url), without that $1. Stop it with ./lab-scripts/down.sh first."
}

# check_port tcp|udp PORT OPTION
check_port() {
  local owner=''
  if port_is_taken "$1" "$2"; then
    owner=$(port_owner "$1" "$2") && owner=" by $owner"
    fail "$EXIT_USAGE" "port $2 is in use$owner. Stop it or choose another: up.sh $3 $(free_port_from $(($2 + 1)))"
  fi
}

# The lab gets a copy of its classes, so that a build beside it does not pull them from under it.
copy_classes() {
  rm -rf -- "$LAB_HOME/app"
  mkdir -- "$LAB_HOME/app"
  cp -R -- "$LAB_JAR" "$PROJECT/lab/target/lib" "$LAB_HOME/app/"
}

start_lab() {
  local arguments=(--home "$LAB_HOME" --port "$port" --https-port "$https_port" --kdc-port "$kdc_port"
    --ldap-port "$ldap_port" --ldaps-port "$ldaps_port" "${domains[@]}") debugger=()
  [[ -z $debug_port ]] || debugger=("$(jdwp)")
  rm -f -- "$LAB_HOME/lab.properties"
  forget_tickets
  # A session of its own: closing the terminal does not end the lab. The first compiler alone is quickest at a short start.
  setsid "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -Xmx256m "${debugger[@]}" -jar "$LAB_HOME/app/${LAB_JAR##*/}" \
    "${arguments[@]}" </dev/null >"$LAB_LOG" 2>&1 9>&- &
  lab=$!
  echo "$lab" >"$LAB_HOME/lab.pid"
}

await_lab() {
  local end=$((SECONDS + timeout)) status
  until is_ready && answers; do
    if ! kill -0 "$lab" 2>/dev/null; then
      status=0
      wait "$lab" || status=$?
      give_up "$status"
    fi
    if ((SECONDS >= end)); then
      tail -n 20 -- "$LAB_LOG" | indent 2 >&2
      fail "$EXIT_FAILED" "the lab does not answer after $timeout s. Its last log lines are above, all of them in $LAB_LOG."
    fi
    sleep 0.2
  done
}

# give_up STATUS: the lab ended by itself; with status 2 it has said all there is to say
give_up() {
  if (($1 == EXIT_USAGE)); then
    sed "s/^/$SCRIPT: /" -- "$LAB_LOG" >&2
    exit "$EXIT_USAGE"
  fi
  tail -n 20 -- "$LAB_LOG" | indent 2 >&2
  fail "$EXIT_FAILED" "the lab ended with status $1. Its last log lines are above, all of them in $LAB_LOG."
}

# A lab that never got ready is not left running.
stop_unless_ready() {
  if [[ -n ${lab:-} ]]; then
    kill -- "$lab" 2>/dev/null || true
    wait "$lab" 2>/dev/null || true
    rm -f -- "$LAB_HOME/lab.pid"
  fi
}

summary() {
  sed -n '/^  directory /,/^  stop /p' -- "$LAB_LOG"
  how_to_attach
}

how_to_attach() {
  [[ -z $debug_port ]] ||
    printf '  %-10s %-42s %s\n' debug "jdb -attach 127.0.0.1:$debug_port" 'or attach an IDE to that port'
}

make_lab_home
exec 9>"$LAB_HOME/up.lock"
flock -n 9 || fail "$EXIT_FAILED" "another up.sh is starting this lab."

if is_ready; then
  check_running_lab
  echo "The lab is running already: $(property portal.url) (stop it with ./lab-scripts/down.sh)"
  how_to_attach
  exit 0
fi
if pid=$(lab_pid); then
  fail "$EXIT_FAILED" "a lab that is not ready yet runs as process $pid. Stop it with ./lab-scripts/down.sh"
fi
check_port tcp "$port" --port
check_port tcp "$https_port" --https-port
check_port tcp "$kdc_port" --kdc-port
check_port udp "$kdc_port" --kdc-port
check_port tcp "$ldap_port" --ldap-port
check_port tcp "$ldaps_port" --ldaps-port
[[ -z $debug_port ]] || check_port tcp "$debug_port" --debug

begin_build
tools=(jdk curl kerberos)
is_built || tools+=(maven)
need "${tools[@]}"
printf 'Gatehouse lab   building … '
if is_built; then
  echo 'done (cached)'
else
  build_lab
fi
copy_classes
end_build
trap stop_unless_ready EXIT
trap 'exit 130' INT TERM
start_lab
await_lab
lab=''
summary
