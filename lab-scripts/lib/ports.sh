# shellcheck shell=bash
# Who listens on a port, from /proc alone: ss and lsof are not on every machine.

# port_is_taken tcp|udp PORT
port_is_taken() {
  [[ -n $(sockets_on "$1" "$2") ]]
}

# port_owner tcp|udp PORT: "java (pid 4711)"; fails where this user may not see it
port_owner() {
  local inode link pid
  for inode in $(sockets_on "$1" "$2"); do
    link=$(find /proc/[0-9]*/fd -maxdepth 1 -lname "socket:\[$inode\]" -print -quit 2>/dev/null) || true
    if [[ -n $link ]]; then
      pid=${link#/proc/}
      pid=${pid%%/*}
      printf '%s (pid %s)\n' "$(cat "/proc/$pid/comm" 2>/dev/null)" "$pid"
      return 0
    fi
  done
  return 1
}

# The inodes of the sockets that would be in the way of one on 127.0.0.1. In these tables addresses are hexadecimal in
# host byte order; state 0A is LISTEN, and 07 is what a UDP socket shows.
sockets_on() {
  local local_address state inode port
  port=$(printf '%04X' "$2")
  while read -r _ local_address _ state _ _ _ _ _ inode _; do
    if [[ $local_address == *:"$port" && ($state == 0A || $state == 07) ]] && concerns_loopback "${local_address%:*}"; then
      echo "$inode"
    fi
  done < <(cat "/proc/net/$1" "/proc/net/${1}6" 2>/dev/null)
}

# Any address, 127.0.0.1, ::, ::1, and 127.0.0.1 as an IPv6 address.
concerns_loopback() {
  case $1 in
    00000000 | 0100007F) ;;
    00000000000000000000000000000000 | 00000000000000000000000001000000) ;;
    0000000000000000FFFF00000100007F) ;;
    *) return 1 ;;
  esac
}

# free_port_from PORT: the first at or above it that nobody has
free_port_from() {
  local port=$1
  while ((port < 65535)) && { port_is_taken tcp "$port" || port_is_taken udp "$port"; }; do
    port=$((port + 1))
  done
  echo "$port"
}
