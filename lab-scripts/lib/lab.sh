# shellcheck shell=bash
# The lab of LAB_HOME: its properties, its process, whether it answers.

# property KEY: a value of lab.properties, with the escapes of java.util.Properties undone
property() {
  local line value
  if [[ ! -r $LAB_HOME/lab.properties ]]; then
    return 1
  fi
  while IFS= read -r line; do
    if [[ ${line%%=*} == "$1" ]]; then
      value=${line#*=}
      printf '%s\n' "$value" | sed 's/\\\(.\)/\1/g'
      return 0
    fi
  done <"$LAB_HOME/lab.properties"
  return 1
}

# Prints the process id of this home's lab, ready or not; fails if there is none.
lab_pid() {
  local pid
  for pid in "$(property pid)" "$(cat "$LAB_HOME/lab.pid" 2>/dev/null)"; do
    if [[ $pid =~ ^[0-9]+$ ]] && is_this_lab "$pid"; then
      echo "$pid"
      return 0
    fi
  done
  return 1
}

# A process id from a file may belong to something else by now.
is_this_lab() {
  [[ -r /proc/$1/cmdline ]] && tr '\0' '\n' <"/proc/$1/cmdline" 2>/dev/null | grep -qxF -e "$LAB_HOME"
}

# has_ended PID: gone, or a zombie, which is what remains in a container whose first process waits for nobody. The ports
# are free only when the last thread is over, which the first one does not wait for.
has_ended() {
  local state threads
  state=$(sed -n 's/^State:[[:space:]]*\(.\).*/\1/p' "/proc/$1/status" 2>/dev/null) || return 0
  threads=("/proc/$1/task"/*)
  [[ $state == [ZX] ]] && ((${#threads[@]} == 1))
}

# The lab writes its properties last, but they may be left over from a killed one.
is_ready() {
  local pid
  pid=$(lab_pid) && [[ $(property pid) == "$pid" ]]
}

# The portal asks a stranger to sign in, or does with them what the rules of conditions.sh say.
answers() {
  [[ $(http_status "$(property portal.url)") == @(200|302|401|403) ]]
}

http_status() {
  lab_curl "$1" --silent --max-time 5 --output /dev/null --write-out '%{http_code}' || true
}

# lab_curl URL OPTION...: past any proxy, with the lab's own certificate authority, by the workstation's clock
lab_curl() {
  local url=$1 resolve authority=()
  mapfile -t resolve < <(resolve_options "$(property portal.url || true)" "$(property secure.url || true)" "$url")
  [[ $url != https:* ]] || authority=(--cacert "$(property ca || true)")
  "${WORKSTATION[@]}" curl --noproxy localhost "${resolve[@]}" "${authority[@]}" "${@:2}" -- "$url"
}

# resolve_options URL...: names below localhost are this machine (RFC 6761 section 6.3), which curl knows since 7.85 only
resolve_options() {
  local url authority host port
  for url; do
    authority=${url#*://}
    authority=${authority%%[/?#]*}
    authority=${authority##*@}
    host=${authority%%:*}
    case $authority in
      *:*) port=${authority##*:} ;;
      *) [[ $url == https:* ]] && port=443 || port=80 ;;
    esac
    if [[ ${host,,} == *.localhost ]]; then
      printf '%s\n' --resolve "$host:$port:127.0.0.1"
    fi
  done
}

need_running_lab() {
  if ! is_ready; then
    fail "$EXIT_FAILED" "the lab is not running. Start it with ./lab-scripts/up.sh"
  fi
}

# url_of ARGUMENT: the portal's address, a path below it, or the address that was given
url_of() {
  local portal
  portal=$(property portal.url)
  case ${1:-} in
    http://* | https://*) echo "$1" ;;
    /*) echo "${portal%/}$1" ;;
    *) echo "$portal" ;;
  esac
}

is_url() {
  [[ ${1:-} == http://* || ${1:-} == https://* || ${1:-} == /* ]]
}
