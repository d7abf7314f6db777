# shellcheck shell=bash
# What the scripts need on this machine: found, or installed by apt-get, or named in one line.

readonly JAVA_AT_LEAST=17

# need TOOL...: each is there afterwards, or the script ends with status 3 and a line that names the packages.
# TOOL is one of jdk maven curl kerberos kdc faketime gss-server ldapsearch shellcheck samba proxies browser chromedriver firefox.
need() {
  if ! provide "$@"; then
    exit "$EXIT_MISSING"
  fi
}

# provide TOOL...: the same, but leaves the decision to the caller.
provide() {
  local tool missing=() packages=() of_tool
  for tool; do
    if ! have "$tool"; then
      missing+=("$tool")
    fi
  done
  if ((${#missing[@]} == 0)); then
    return 0
  fi
  for tool in "${missing[@]}"; do
    if [[ $tool == browser || $tool == chromedriver ]] && chromium_is_a_snap; then
      say "no usable browser: Chromium is a snap here, which cannot read the lab's tickets. Install Google Chrome (google-chrome-stable)."
      return 1
    fi
    read -ra of_tool <<<"$(package_of "$tool")"
    packages+=("${of_tool[@]}")
  done
  install_packages "${packages[@]}" || return 1
  for tool in "${missing[@]}"; do
    if ! have "$tool"; then
      say "$(package_of "$tool") is installed, but $tool is still not usable here."
      return 1
    fi
  done
}

have() {
  case $1 in
    jdk) find_jdk ;;
    maven) command -v mvn >/dev/null ;;
    curl) curl --version 2>/dev/null | grep -q SPNEGO ;;
    kerberos) command -v kinit >/dev/null && command -v klist >/dev/null && command -v kvno >/dev/null ;;
    # A program for administrators, which Debian keeps out of other users' PATH.
    kdc) PATH=$PATH:/usr/sbin command -v krb5kdc >/dev/null && PATH=$PATH:/usr/sbin command -v kadmin.local >/dev/null ;;
    faketime | gss-server | ldapsearch | shellcheck) command -v "$1" >/dev/null ;;
    samba) has_domain_controller ;;
    proxies) has_proxies ;;
    browser) find_browser >/dev/null ;;
    # Selenium itself fetches the driver that fits a Chrome.
    chromedriver) command -v chromedriver >/dev/null || [[ $(find_browser) == *google-chrome* ]] ;;
    firefox) command -v firefox-esr >/dev/null ;;
    *) fail "$EXIT_FAILED" "no such tool: $1" ;;
  esac
}

# Samba is in many packages, and the system may have some of them for other reasons.
has_domain_controller() {
  local program
  for program in samba samba-tool ldbmodify ldbsearch; do
    PATH=$PATH:/usr/sbin command -v "$program" >/dev/null || return 1
  done
  [[ -f /usr/share/samba/setup/provision.ldif ]] && has_file '/usr/lib/*/samba/ldb/samldb.so' &&
    has_file '/usr/lib/*/samba/vfs/acl_xattr.so'
}

# Reverse proxies that the tests start by themselves.
has_proxies() {
  local program
  for program in nginx haproxy apache2; do
    PATH=$PATH:/usr/sbin command -v "$program" >/dev/null || return 1
  done
}

# has_file PATTERN
has_file() {
  compgen -G "$1" >/dev/null
}

# package_of TOOL: prints its package or packages
package_of() {
  case $1 in
    jdk) echo openjdk-17-jdk-headless ;;
    kerberos) echo krb5-user ;;
    kdc) echo krb5-admin-server ;; # kadmin.local is in here; the KDC itself comes with it
    gss-server) echo krb5-gss-samples ;;
    ldapsearch) echo ldap-utils ;;
    # Debian has split it; what is recommended only is needed for a domain controller.
    samba) echo samba samba-ad-provision samba-dsdb-modules samba-vfs-modules python3-samba ldb-tools ;;
    # The binaries of httpd alone are no service.
    proxies) echo nginx-light haproxy apache2-bin ;;
    browser) echo chromium ;;
    chromedriver) echo chromium-driver ;;
    firefox) echo firefox-esr ;;
    *) echo "$1" ;;
  esac
}

# Finds a JDK and exports its JAVA_HOME, which Maven and the lab then use. It is the oldest release that will do, where
# there is one, since a newer compiler has warnings of its own, and the build takes every warning for an error.
find_jdk() {
  local home javac version newer=''
  for home in "${JAVA_HOME:-}" "$(home_of_javac)" /usr/lib/jvm/*; do
    javac=$home/bin/javac
    if [[ -n $home && -x $javac ]]; then
      version=$(java_version "$javac")
      if ((version == JAVA_AT_LEAST)); then
        export JAVA_HOME=$home
        return 0
      fi
      if ((version > JAVA_AT_LEAST)); then
        newer=${newer:-$home}
      fi
    fi
  done
  [[ -n $newer ]] && export JAVA_HOME=$newer
}

home_of_javac() {
  local javac
  javac=$(command -v javac) && dirname "$(dirname "$(readlink -f "$javac")")"
}

# java_version JAVAC: the feature release, 0 if it does not say
java_version() {
  local version
  version=$("$1" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
  echo "${version:-0}"
}

# A snap is confined: it sees neither hidden directories of the home directory nor another's /tmp.
is_a_snap() {
  local path
  path=$(readlink -f -- "$1")
  [[ $path == /snap/* || $path == */bin/snap ]]
}

chromium_is_a_snap() {
  [[ $(distribution) == ubuntu ]]
}

distribution() {
  (
    ID=unknown
    # shellcheck source=/dev/null
    [[ ! -r /etc/os-release ]] || source /etc/os-release
    echo "$ID"
  )
}

# The first browser that can be used: prints its path. Debian's Chromium comes with a driver of the same version.
find_browser() {
  local name path
  for name in chromium google-chrome-stable google-chrome; do
    if path=$(command -v "$name") && ! is_a_snap "$path"; then
      echo "$path"
      return 0
    fi
  done
  return 1
}

# install_packages PACKAGE...
install_packages() {
  local log
  if ! command -v apt-get >/dev/null; then
    say "missing: $*. Install them with this system's package manager (the names are Debian's)."
    return 1
  fi
  if ! may_be_root; then
    say "missing: $*. Install with: sudo apt-get install --no-install-recommends $*"
    return 1
  fi
  say "installing $*"
  log=$(mktemp)
  if ! { update_package_lists && install_quietly "$@"; } >"$log" 2>&1; then
    tail -n 15 -- "$log" | indent 2 >&2
    rm -f -- "$log"
    say "apt-get could not install $*."
    return 1
  fi
  rm -f -- "$log"
}

# Samba's packages start a file server for the whole network, those of proxies a web server. The tests start what they need by
# themselves, so one that the system does not have yet stays off.
install_quietly() {
  local services=() service
  if [[ " $* " == *' samba '* ]] && ! has_file_server; then
    services+=(smbd nmbd samba-ad-dc)
  fi
  for service in nginx haproxy; do
    if [[ " $* " == *" $service"[\ -]* ]] && ! has_service "$service"; then
      services+=("$service")
    fi
  done
  if ((${#services[@]} > 0)) && [[ -d /run/systemd/system ]]; then
    as_root systemctl --quiet mask "${services[@]/%/.service}" || return
    services=()
  fi
  apt_get install -y --no-install-recommends "$@" || return
  for service in "${services[@]}"; do
    as_root service "$service" stop || true
  done
}

has_file_server() {
  PATH=$PATH:/usr/sbin command -v smbd >/dev/null
}

# has_service PROGRAM: the system has it already, maybe as a service of its own
has_service() {
  PATH=$PATH:/usr/sbin command -v "$1" >/dev/null
}

# Once is enough for a script.
update_package_lists() {
  if [[ -z ${package_lists_are_new:-} ]]; then
    apt_get update && package_lists_are_new=1
  fi
}

is_root() {
  ((EUID == 0))
}

# Whether as_root works without asking anyone.
may_be_root() {
  is_root || sudo -n true 2>/dev/null
}

# as_root COMMAND...
as_root() {
  if is_root; then
    "$@"
  else
    sudo -n -- "$@"
  fi
}

# Another apt-get may be at work, on a new machine above all.
apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" </dev/null
}
