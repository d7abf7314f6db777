# shellcheck shell=bash
# Tickets of the lab's users, one credential cache for each, beside the system's own and never in it.

# Goes before every program of the workstation: nothing, or what makes the program believe in the workstation's clock.
WORKSTATION=()

# check_user USER
check_user() {
  local name='[A-Za-z0-9][A-Za-z0-9._$-]*'
  if [[ ! $1 =~ ^$name(@$name)?$ ]]; then
    wrong_usage "'$1' is not a user's name."
  fi
}

# full_name USER: prints it as the lab does: alone for a user of the portal's realm, else with the realm, which may be left
# out where only one user has that name
full_name() {
  local user=$1 realm known found=()
  for realm in $(property realms || true); do
    if [[ ${user,,} == *@"${realm,,}" ]]; then
      user=${user%@*}@$realm
    fi
  done
  for known in $(property users || true); do
    if [[ $known == "$user" ]]; then
      found=("$user")
      break
    fi
    [[ $known != "$user"@* ]] || found+=("$known")
  done
  ((${#found[@]} != 1)) || user=${found[0]}
  printf '%s\n' "${user%"@$(property realm || true)"}"
}

# use_cache_of USER: what Kerberos clients started from here on will read
use_cache_of() {
  local name
  name=$(full_name "$1")
  export KRB5_CONFIG=$LAB_HOME/krb5.conf KRB5CCNAME=FILE:$LAB_HOME/ccache-$name
}

# use_workstation_clock: for the programs started from here on
use_workstation_clock() {
  local ahead
  need curl
  ahead=$(lab_command clock '' workstation --seconds) || fail "$EXIT_FAILED" "cannot tell the workstation's time."
  WORKSTATION=()
  if ((ahead != 0)); then
    need faketime
    WORKSTATION=(faketime --exclude-monotonic -f "$(printf '%+ds' "$ahead")")
    say "the workstation's clock is ${ahead#-} s $( ((ahead < 0)) && echo slow || echo fast) (./lab-scripts/clock.sh)."
  fi
}

# get_ticket USER [ask]: takes the sample password where the lab knows it, through the standard input so that no list of
# processes shows it; with "ask", or for other users, kinit asks.
get_ticket() {
  local user principal password errors
  user=$(full_name "$1")
  principal=$user
  [[ $user == *@* ]] || principal=$user@$(property realm)
  if [[ ${2:-} != ask ]] && password=$(property "password.$user"); then
    errors=$(printf '%s\n' "$password" | "${WORKSTATION[@]}" kinit -- "$principal" 2>&1 >/dev/null) && return 0
    printf '%s\n' "$errors" >&2
    case $errors in
      *'Password incorrect'* | *'Preauthentication failed'*)
        say "that was with the sample password; with another one it is kinit.sh --ask $user"
        ;;
    esac
    return 1
  else
    "${WORKSTATION[@]}" kinit -- "$principal"
  fi
}

has_ticket() {
  "${WORKSTATION[@]}" klist -s 2>/dev/null
}

# sign_on USER: the cache of that user is in use and holds a valid ticket afterwards
sign_on() {
  use_cache_of "$1"
  use_workstation_clock
  has_ticket || get_ticket "$1" || fail "$EXIT_FAILED" "no ticket for $1."
}

# sign_on_at_true_time USER: for a browser, whose many processes do not stand another clock than the machine's. A cache
# remembers how far the clock was off that filled it, so the browser gets one of its own.
sign_on_at_true_time() {
  local ahead
  use_cache_of "$1"
  ahead=$(lab_command clock '' workstation --seconds) || fail "$EXIT_FAILED" "cannot tell the workstation's time."
  if ((ahead != 0)); then
    KRB5CCNAME+=-browser
    say "the browser goes by the true time, not by the workstation's clock (./lab-scripts/clock.sh)."
  fi
  has_ticket || get_ticket "$1" || fail "$EXIT_FAILED" "no ticket for $1."
}

# Prints the cache files that exist; those in a directory that is not a lab's are somebody else's.
all_caches() {
  is_lab_home || return 0
  find "$LAB_HOME" -maxdepth 1 -type f -name 'ccache-*' 2>/dev/null | LC_ALL=C sort
}

# The keys of a domain that is gone are gone with it.
forget_tickets() {
  find "$LAB_HOME" -maxdepth 1 -type f -name 'ccache-*' -delete
}
