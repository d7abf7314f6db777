# shellcheck shell=bash
# The scripts as a person uses them, on a lab of their own: other ports, another home, whose name has a blank in it.

test_lab() {
  export GATEHOUSE_LAB_HOME="$WORK/lab home"
  test_without_lab
  choose_ports
  test_foreign_home
  test_start_refused
  if ! start_test_lab; then
    failed 'the checks that need a running lab' 'the lab did not start'
    return
  fi
  test_running_lab
  test_debugger
  test_logon
  test_curl
  test_browser
  test_commands
  test_killed_lab
  test_stop
}

test_without_lab() {
  run "$LAB_SCRIPTS/status.sh"
  check 'status.sh says that no lab is running' output_has 'The lab is not running.'
  check 'status.sh has status 3 without a lab' status_is 3
  run "$LAB_SCRIPTS/curl.sh" alice
  check 'curl.sh says how to start a lab' only_complains 'curl\.sh: the lab is not running\. Start it with ./lab-scripts/up\.sh'
  run "$LAB_SCRIPTS/setspn.sh" -X
  check 'setspn.sh says how to start a lab' only_complains 'setspn\.sh: the lab is not running\. Start it with ./lab-scripts/up\.sh'
  run "$LAB_SCRIPTS/logs.sh"
  check 'logs.sh says that there is no log' only_complains 'logs\.sh: there is no log yet\. .*'
  run "$LAB_SCRIPTS/down.sh"
  check 'down.sh has nothing to do without a lab' status_is 0
}

test_start_refused() {
  run up --debug 65536
  check 'up.sh refuses a port for the debugger that is no port' only_complains 'up\.sh: --debug takes a port from 1 to 65535\. .*'
  run up --domain "$WORK/no-such-file.ldif"
  check 'up.sh refuses a domain file that is not there' status_is 2
  printf 'this is no LDIF\n' >"$WORK/broken.ldif"
  run up --domain "$WORK/broken.ldif"
  check 'up.sh refuses a domain file that is not LDIF' status_is 2
  check 'up.sh says what is wrong with it, and where' complains '^up\.sh: .*broken\.ldif:1: '
  mkdir -p -- "$GATEHOUSE_LAB_HOME/http.keytab"
  run up
  check 'up.sh fails when the lab does not start' status_is 1
  check 'up.sh then shows where the log is' complains 'lab\.log'
  rmdir -- "$GATEHOUSE_LAB_HOME/http.keytab"
}

test_foreign_home() {
  local home="$WORK/somebody's home"
  mkdir -p -- "$home/app"
  chmod 755 -- "$home"
  echo precious | tee -- "$home/app/file" >"$home/ccache-mine"
  run in_home "$home" up
  check 'up.sh refuses a home with files that are not a lab'"'"'s' status_is 2
  check 'up.sh says so in one line' only_complains "up\.sh: .* is not empty and not a lab's: choose another directory .*"
  check 'up.sh leaves the mode of that home alone' mode_is 755 "$home"
  run in_home "$home" "$LAB_SCRIPTS/klist.sh" purge
  run in_home "$home" "$LAB_SCRIPTS/down.sh"
  check 'no script deletes a file there' all_hold precious "$home/app/file" "$home/ccache-mine"
  run in_home "$home/app/file" up
  check 'up.sh refuses a home that is a file' status_is 2
}

# all_hold TEXT FILE...
all_hold() {
  local file
  for file in "${@:2}"; do
    [[ $(cat -- "$file" 2>/dev/null) == "$1" ]] || return 1
  done
}

start_test_lab() {
  choose_ports
  run up --debug "$DEBUG_PORT"
  check 'up.sh starts the lab' status_is 0
  if ((STATUS != 0)); then
    return 1
  fi
  check 'up.sh shows the portal' output_has "http://portal.lab.localhost:$PORT/"
  check 'up.sh shows the next command' output_has './lab-scripts/curl.sh alice'
  check 'up.sh shows how to attach a debugger' output_has "jdb -attach 127.0.0.1:$DEBUG_PORT"
  check 'the home of the lab belongs to its owner alone' mode_is 700 "$GATEHOUSE_LAB_HOME"
}

choose_ports() {
  PORT=$(free_port_from $((20000 + RANDOM % 10000)))
  KDC_PORT=$(free_port_from $((PORT + 1)))
  LDAP_PORT=$(free_port_from $((KDC_PORT + 1)))
  HTTPS_PORT=$(free_port_from $((LDAP_PORT + 1)))
  LDAPS_PORT=$(free_port_from $((HTTPS_PORT + 1)))
  DEBUG_PORT=$(free_port_from $((LDAPS_PORT + 1)))
}

# up [OPTION...]: on the chosen ports
up() {
  "$LAB_SCRIPTS/up.sh" --port "$PORT" --https-port "$HTTPS_PORT" --kdc-port "$KDC_PORT" --ldap-port "$LDAP_PORT" \
    --ldaps-port "$LDAPS_PORT" "$@"
}

mode_is() {
  [[ $(stat -c %a -- "$2") == "$1" ]]
}

test_running_lab() {
  run "$LAB_SCRIPTS/status.sh"
  check 'status.sh has status 0 with a lab' status_is 0
  check 'status.sh shows the portal' output_has "http://portal.lab.localhost:$PORT/"
  run up
  check 'a second up.sh has status 0' status_is 0
  check 'a second up.sh says where the lab is' output_has "running already: http://portal.lab.localhost:$PORT/"
  run "$LAB_SCRIPTS/up.sh"
  check 'so it is without options' output_has "running already: http://portal.lab.localhost:$PORT/"
  run up --ldap-port "$PORT"
  check 'up.sh has status 2 for other ports than those of the running lab' status_is 2
  check 'up.sh says that this lab has to be stopped first' only_complains \
    "up\.sh: the lab runs already, at http://portal\.lab\.localhost:$PORT/, without that --ldap-port\. Stop it with .*down\.sh first\."
  run up --domain "$WORK/broken.ldif"
  check 'up.sh has status 2 for another domain than that of the running lab' only_complains 'up\.sh: .* without that --domain\. .*'
  run in_home "$WORK/other home" up
  check 'up.sh has status 2 for a taken port' status_is 2
  check 'up.sh names who has the port, and another port' only_complains \
    "up\.sh: port $PORT is in use by java \(pid [0-9]+\)\. Stop it or choose another: up\.sh --port [0-9]+"
  run in_home "$WORK/other home" up --port "$(free_port_from $((LDAPS_PORT + 1)))"
  check 'up.sh names the option for the taken port' only_complains "up\.sh: port $HTTPS_PORT .* up\.sh --https-port [0-9]+"
  run "$LAB_SCRIPTS/logs.sh"
  check 'logs.sh shows the log' output_has "http://portal.lab.localhost:$PORT/"
}

test_debugger() {
  local other
  # In this order: while a debugger is attached, and for a moment after it, the JVM does not listen.
  check 'the lab listens for a debugger on 127.0.0.1 alone' listens_on_loopback_alone "$DEBUG_PORT"
  check 'it answers a debugger' is_jdwp "$DEBUG_PORT"
  run up --debug "$DEBUG_PORT"
  check 'a second up.sh with the same --debug has status 0' status_is 0
  check 'a second up.sh shows how to attach a debugger' output_has "jdb -attach 127.0.0.1:$DEBUG_PORT"
  other=$(free_port_from $((DEBUG_PORT + 1)))
  run up --debug "$other"
  check 'up.sh has status 2 for another port of the debugger than the running lab has' status_is 2
  check 'up.sh says that this lab has to be stopped before it takes another --debug' only_complains \
    'up\.sh: the lab runs already, .* without that --debug\. .*'
  run on_other_ports up --debug "$DEBUG_PORT"
  check 'up.sh has status 2 for a taken port of the debugger' status_is 2
  check 'up.sh names who has the port of the debugger, and another port' only_complains \
    "up\.sh: port $DEBUG_PORT is in use by java \(pid [0-9]+\)\. Stop it or choose another: up\.sh --debug [0-9]+"
}

# is_jdwp PORT: what answers there is the debug agent of a JVM
is_jdwp() {
  local answer
  exec 7<>"/dev/tcp/127.0.0.1/$1" || return 1
  printf 'JDWP-Handshake' >&7
  read -r -t 10 -N 14 answer <&7 || true
  exec 7>&-
  [[ $answer == JDWP-Handshake ]]
}

# listens_on_loopback_alone PORT: every socket that listens there has the address 127.0.0.1, as the kernel writes it
listens_on_loopback_alone() {
  local port local_address state found=''
  port=$(printf '%04X' "$1")
  while read -r _ local_address _ state _; do
    if [[ $local_address == *:"$port" && $state == 0A ]]; then
      [[ ${local_address%:*} == 0100007F ]] || return 1
      found=1
    fi
  done < <(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null)
  [[ -n $found ]]
}

# on_other_ports COMMAND...: in another home, and with none of this lab's ports but the debugger's
on_other_ports() {
  local PORT KDC_PORT LDAP_PORT HTTPS_PORT LDAPS_PORT DEBUG_PORT
  choose_ports
  in_home "$WORK/other home" "$@"
}

# in_home DIRECTORY COMMAND...
in_home() {
  GATEHOUSE_LAB_HOME=$1 "${@:2}"
}

test_logon() {
  run "$LAB_SCRIPTS/kinit.sh" alice
  check 'kinit.sh gets a ticket with the sample password' output_has 'krbtgt/LAB.LOCALHOST@LAB.LOCALHOST'
  run "$LAB_SCRIPTS/status.sh"
  check 'status.sh shows who holds a ticket' output_has 'alice@LAB.LOCALHOST'
  run wrong_password bob
  check 'kinit.sh fails with a wrong password' status_is_not 0
  check 'kinit.sh hands on what MIT says of it' complains 'Preauthentication failed|Password incorrect'
  run "$LAB_SCRIPTS/klist.sh" bob
  check 'no ticket comes of a wrong password' output_has 'There are no tickets of bob.'
  run "$LAB_SCRIPTS/kinit.sh" nobody-of-that-name
  check 'kinit.sh fails for an unknown user' complains 'not found in Kerberos database'
  run "$LAB_SCRIPTS/kinit.sh" dora
  check 'kinit.sh fails for a disabled account' complains 'credentials have been revoked'
  run "$LAB_SCRIPTS/kinit.sh" ../alice
  check 'kinit.sh refuses what cannot be the name of a user' status_is 2
  echo 'no tickets at all' >"$GATEHOUSE_LAB_HOME/ccache-aaron"
  run "$LAB_SCRIPTS/status.sh"
  check 'status.sh has status 0 with a damaged cache' status_is 0
  check 'status.sh says that it cannot be read' output_has 'aaron: cannot be read'
  check 'status.sh then shows the other tickets' output_has 'alice@LAB.LOCALHOST'
  run "$LAB_SCRIPTS/klist.sh"
  check 'klist.sh has status 1 with a damaged cache' status_is 1
  check 'klist.sh then shows the other tickets' output_has 'Default principal: alice@LAB.LOCALHOST'
  run "$LAB_SCRIPTS/klist.sh" purge aaron
  run "$LAB_SCRIPTS/klist.sh"
  check 'klist.sh shows the tickets' output_has 'Default principal: alice@LAB.LOCALHOST'
  run "$LAB_SCRIPTS/klist.sh" purge alice
  run "$LAB_SCRIPTS/klist.sh"
  check 'klist.sh purge throws them away' output_has 'There are no tickets.'
}

wrong_password() {
  "$LAB_SCRIPTS/kinit.sh" --ask "$1" <<<'not the password'
}

test_curl() {
  run in_directory / "$LAB_SCRIPTS/curl.sh" alice
  check 'curl.sh signs alice on' output_has 'alice@LAB.LOCALHOST'
  check 'curl.sh says nothing on the error output' test ! -s "$WORK/errors"
  run "$LAB_SCRIPTS/curl.sh" bob "http://portal.lab.localhost:$PORT/" -i
  check 'curl.sh takes an address and hands options on' output_has 'HTTP/1.1 200'
  check 'each user has a cache of their own' output_has 'bob@LAB.LOCALHOST'
  run "$LAB_SCRIPTS/curl.sh" alice / --negotiate -u : -o /dev/null -w '%{http_code}'
  check 'curl.sh takes a path' output_has 200
  run "$LAB_SCRIPTS/curl.sh" alice /
  check 'curl.sh shows the groups by name' output_has 'Finance'
  check 'curl.sh shows the SIDs of the groups' output_has 'S-1-5-21-'
  check 'curl.sh shows the claims' output_has 'department'
  run "$LAB_SCRIPTS/curl.sh" alice /finance -o /dev/null -w '%{http_code}'
  check '/finance lets alice in' output_has 200
  run "$LAB_SCRIPTS/curl.sh" bob /finance -w '%{http_code}'
  check '/finance does not let bob in' output_has 403
  check '/finance says whom it is for' output_has 'Finance'
  run "$LAB_SCRIPTS/curl.sh" bob "http://files.lab.localhost:$PORT/" -v -o /dev/null
  check 'curl.sh finds the portal without asking DNS' complains "Added portal\.lab\.localhost:$PORT:127\.0\.0\.1 to DNS cache"
  check 'curl.sh finds another host of the lab without asking DNS' complains "Added files\.lab\.localhost:$PORT:127\.0\.0\.1 to DNS cache"
}

test_browser() {
  local screenshot="$GATEHOUSE_LAB_HOME/screenshot-alice.png"
  run "$LAB_SCRIPTS/browser.sh" --headless alice
  check 'browser.sh signs alice on' output_has 'alice@LAB.LOCALHOST'
  check 'browser.sh names the screenshot' output_has "$screenshot"
  check 'the screenshot is a picture' is_png "$screenshot"
  run on_display :no-such-display "$LAB_SCRIPTS/browser.sh" bob
  check 'browser.sh says where to look when it cannot open a window' complains 'browser\.log'
  check 'browser.sh throws its profiles away' no_profiles_left
}

on_display() {
  DISPLAY=$1 "${@:2}"
}

is_png() {
  [[ $(head -c 8 -- "$1" | od -An -tx1 | tr -d ' \n') == 89504e470d0a1a0a ]]
}

no_profiles_left() {
  [[ -z $(find "$GATEHOUSE_LAB_HOME" -maxdepth 1 -name 'browser-*' -type d) ]]
}

test_killed_lab() {
  kill_lab "$(cat -- "$GATEHOUSE_LAB_HOME/lab.pid")"
  run "$LAB_SCRIPTS/status.sh"
  check 'status.sh is not taken in by the files of a killed lab' status_is 3
  run up
  check 'up.sh starts again after the lab was killed' status_is 0
  run "$LAB_SCRIPTS/curl.sh" alice
  check 'curl.sh signs alice on to the new lab' output_has 'alice@LAB.LOCALHOST'
}

# kill_lab PID: and waits until it is over
kill_lab() {
  local end=$((SECONDS + 10))
  kill -KILL "$1"
  until has_ended "$1" || ((SECONDS >= end)); do
    sleep 0.1
  done
}

test_stop() {
  run "$LAB_SCRIPTS/down.sh"
  check 'down.sh stops the lab' output_has 'The lab is stopped.'
  check 'its ports are free again' ports_are_free
  check 'its properties are gone' test ! -e "$GATEHOUSE_LAB_HOME/lab.properties"
  check 'the tickets are gone' no_tickets_left
}

ports_are_free() {
  ! port_is_taken tcp "$PORT" && ! port_is_taken tcp "$KDC_PORT" && ! port_is_taken udp "$KDC_PORT" && ! port_is_taken tcp "$LDAP_PORT" &&
    ! port_is_taken tcp "$HTTPS_PORT" && ! port_is_taken tcp "$LDAPS_PORT" && ! port_is_taken tcp "$DEBUG_PORT"
}

no_tickets_left() {
  [[ -z $(find "$GATEHOUSE_LAB_HOME" -maxdepth 1 -name 'ccache-*') ]]
}
