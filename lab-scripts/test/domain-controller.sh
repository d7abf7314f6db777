#!/usr/bin/env bash
# domain-controller.sh FOLDER: Samba's AD domain controller on a loopback address of its own. It is run as root, and ends when its
# standard input does. What its users have to know is put into FOLDER, for the owner of the folder; "ready" comes last.
set -euo pipefail
export LC_ALL=C.UTF-8 PATH=$PATH:/usr/sbin

readonly REALM=CORP.GATEHOUSE.TEST DOMAIN=corp.gatehouse.test BASE=DC=corp,DC=gatehouse,DC=test
readonly SPNS=(HTTP/{portal,aes128,rc4,unset}."$DOMAIN")
readonly MANY_GROUPS=300
readonly PATIENCE=60
# As many can be run at a time.
readonly ADDRESSES=(127.0.42.{1..9})

FOLDER=$1
# Samba refuses folders of other modes than those that it has given them, so its users do not get to see this one.
STATE=$(mktemp -d)
CONFIGURATION=$STATE/smb.conf
PASSWORD=$(head -c 24 /dev/urandom | base64 | tr '+/' '..')
SAMBA_PID=''

# The first that no other run has: the lock ends with this script and its Samba.
take_address() {
  for ADDRESS in "${ADDRESSES[@]}"; do
    exec {LOCK}>"/run/gatehouse-samba-$ADDRESS.lock"
    if flock -n "$LOCK"; then
      return 0
    fi
    exec {LOCK}>&-
  done
  echo "all of ${ADDRESSES[*]} are taken."
  return 1
}

finish() {
  trap - EXIT
  if [[ -n $SAMBA_PID ]]; then
    kill "$SAMBA_PID" 2>/dev/null || true
    wait "$SAMBA_PID" || true
  fi
  rm -rf -- "$STATE"
}

# Only what Kerberos and LDAP need, and nothing at the places that the system's own Samba uses.
configure() {
  mkdir -- "$STATE"/{state,cache,lock,run,log}
  cat >"$CONFIGURATION" <<TEXT
[global]
  realm = $REALM
  workgroup = CORP
  netbios name = DC
  server role = active directory domain controller
  server services = rpc, ldap, cldap, kdc
  interfaces = $ADDRESS/8
  bind interfaces only = yes
  private dir = $STATE/private
  state directory = $STATE/state
  cache directory = $STATE/cache
  lock directory = $STATE/lock
  pid directory = $STATE/run
  ncalrpc dir = $STATE/run/ncalrpc
  winbindd socket directory = $STATE/run/winbindd
  ntp signd socket directory = $STATE/run/ntp_signd
  binddns dir = $STATE/bind-dns
  log file = $STATE/log/log.%m
  ldb:nosync = yes
[sysvol]
  path = $STATE/state/sysvol
[netlogon]
  path = $STATE/state/sysvol/$DOMAIN/scripts
TEXT
}

# It prints the administrator's password, among other things.
provision() {
  local log=$STATE/provision.log
  if ! samba-tool domain provision --configfile="$CONFIGURATION" --realm="$REALM" --domain=CORP --server-role=dc \
    --dns-backend=NONE --host-name=dc --host-ip="$ADDRESS" &>"$log"; then
    grep -v 'Admin password' -- "$log"
    return 1
  fi
}

# entry NAME CLASS LINE...
entry() {
  printf 'dn: CN=%s,CN=Users,%s\nchangetype: add\nobjectClass: %s\nsAMAccountName: %s\n' "$1" "$BASE" "$2" "$1"
  printf '%s\n' "${@:3}" ''
}

# user NAME CONTROL LINE...
user() {
  entry "$1" user "userAccountControl: $2" "$(password_line)" "${@:3}"
}

# group NAME TYPE MEMBER
group() {
  entry "$1" group "groupType: $2" "member: CN=$3,CN=Users,$BASE"
}

password_line() {
  printf 'unicodePwd:: %s' "$(printf '"%s"' "$PASSWORD" | iconv -t UTF-16LE | base64 -w 0)"
}

# alice is in the domain-local Ledgers by three others, of which only the first names her.
accounts() {
  local name i global=-2147483646 universal=-2147483640 domain_local=-2147483644 enabled=512 disabled=514
  printf 'dn: CN=Administrator,CN=Users,%s\nchangetype: modify\nreplace: unicodePwd\n%s\n\n' "$BASE" "$(password_line)"
  for name in alice bob erin mallory; do
    user "$name" "$enabled" "userPrincipalName: $name@$DOMAIN"
  done
  user dora "$disabled"
  service portal 24
  service aes128 8
  service rc4 4
  service unset ''
  group Accountants "$global" alice
  group Finance "$global" Accountants
  group Reports "$universal" Finance
  group Ledgers "$domain_local" Reports
  for ((i = 1; i <= MANY_GROUPS; i++)); do
    group "Many$i" "$global" mallory
  done
}

# service HOST ENCTYPES: the account has msDS-SupportedEncryptionTypes, or not
service() {
  local more=()
  [[ -z $2 ]] || more=("msDS-SupportedEncryptionTypes: $2")
  user "svc-$1" "$enabled" "servicePrincipalName: HTTP/$1.$DOMAIN" "${more[@]}"
}

database() {
  local tool=$1
  shift
  "$tool" --configfile="$CONFIGURATION" -H "$STATE/private/sam.ldb" "$@"
}

export_keys() {
  local keytab=$STATE/$1 principal
  shift
  for principal; do
    samba-tool domain exportkeytab "$keytab" --configfile="$CONFIGURATION" --principal="$principal" &>>"$STATE/export.log"
  done
}

# The SID of each account by its name, as lines for java.util.Properties.
sids() {
  database ldbsearch '(&(objectSid=*)(sAMAccountName=*))' sAMAccountName objectSid | awk '
    sub(/^sAMAccountName: /, "") { name = $0; gsub(/ /, "\\ ", name) }
    sub(/^objectSid: /, "") { sid = $0 }
    /^# record / { name = sid = "" }
    name != "" && sid != "" { print "sid." name "=" sid; name = sid = "" }'
}

hand_over() {
  printf '%s\n' "address=$ADDRESS" "password=$PASSWORD" >"$STATE/samba.properties"
  sids >>"$STATE/samba.properties"
  cat >"$STATE/krb5.conf" <<TEXT
[libdefaults]
  default_realm = $REALM
  dns_lookup_kdc = false
  dns_lookup_realm = false
  dns_canonicalize_hostname = false
  rdns = false
  allow_rc4 = true
[realms]
  $REALM = {
    kdc = $ADDRESS
  }
[domain_realm]
  .$DOMAIN = $REALM
TEXT
  local file
  for file in samba.properties krb5.conf service.keytab krbtgt.keytab; do
    install -m 600 -- "$STATE/$file" "$FOLDER/$file"
    chown --reference="$FOLDER" -- "$FOLDER/$file"
  done
}

start() {
  samba --foreground --no-process-group -M single --configfile="$CONFIGURATION" --log-basename="$STATE/log" </dev/null &
  SAMBA_PID=$!
}

await_start() {
  local end=$((SECONDS + PATIENCE))
  until answers; do
    if ! kill -0 "$SAMBA_PID" 2>/dev/null || ((SECONDS >= end)); then
      echo "samba does not answer at $ADDRESS."
      cat -- "$STATE"/log/log.samba
      return 1
    fi
    sleep 0.1
  done
  touch -- "$FOLDER/ready"
}

answers() {
  printf '%s\n' "$PASSWORD" | KRB5_CONFIG=$STATE/krb5.conf kinit -c "$STATE/ccache" alice &>/dev/null
}

trap finish EXIT
trap 'exit 130' INT TERM

take_address
configure
provision
accounts >"$STATE/accounts.ldif"
database ldbmodify "$STATE/accounts.ldif" >/dev/null
start
export_keys service.keytab "${SPNS[@]}"
export_keys krbtgt.keytab krbtgt
hand_over
await_start
cat >/dev/null
