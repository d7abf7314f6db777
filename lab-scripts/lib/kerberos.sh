# shellcheck shell=bash
# Tickets of the lab's users, one credential cache for each, beside the system's own and never in it.

# check_user USER
check_user() {
  local name='[A-Za-z0-9][A-Za-z0-9._$-]*'
  if [[ ! $1 =~ ^$name(@$name)?$ ]]; then
    wrong_usage "'$1' is not a user's name."
  fi
}

# use_cache_of USER: what Kerberos clients started from here on will read
use_cache_of() {
  export KRB5_CONFIG=$LAB_HOME/krb5.conf
  export KRB5CCNAME=FILE:$LAB_HOME/ccache-${1%"@$(property realm || true)"}
}

# get_ticket USER [ask]: takes the sample password where the lab knows it, through the standard input so that no list of
# processes shows it; with "ask", or for other users, kinit asks.
get_ticket() {
  local user=$1 password
  local principal=$user
  [[ $user == *@* ]] || principal=$user@$(property realm)
  if [[ ${2:-} != ask ]] && password=$(property "password.${user%"@$(property realm)"}"); then
    printf '%s\n' "$password" | kinit -- "$principal" >/dev/null
  else
    kinit -- "$principal"
  fi
}

has_ticket() {
  klist -s 2>/dev/null
}

# sign_on USER: the cache of that user is in use and holds a valid ticket afterwards
sign_on() {
  use_cache_of "$1"
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
