#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=/dev/null
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/common.sh"
for part in checks static samba maven commands lab; do
  # shellcheck source=/dev/null
  source "$LAB_SCRIPTS/test/$part.sh"
done

usage() {
  cat <<'TEXT'
test.sh: builds and tests everything: the scripts, the valve, the lab, real browsers, stock Tomcat.

usage: test.sh [--without-samba] [static|maven|lab]...

  static   the scripts without a lab
  maven    mvn verify: unit tests, lab tests, browser tests, the distribution on a stock Tomcat,
           and there a Samba AD domain controller, too
  lab      the scripts with a lab of their own; one that is running is not disturbed

Without an argument it is all three. What it needs (JDK 17, Maven, curl, krb5-user, krb5-admin-server, krb5-gss-samples,
faketime, ldap-utils, nginx, HAProxy, Apache httpd, Chromium, Firefox, shellcheck, Samba) is installed by apt-get if you are root
or sudo asks for no password; otherwise a line says what is missing. MIT's KDC is run as a program by the tests; as a service it
has no realm, so it does not start. The services of Samba, nginx and HAProxy are kept off if this script has installed them.

The domain controller takes port 88 and others of an address such as 127.0.42.1, so it is run as root: you are root, or sudo asks
for no password. Otherwise nothing is run. Everything else needs no root:

  --without-samba   leaves out the tests with the domain controller; a line before the last one says so

The last line is "N passed, N failed".
exit status: 0 everything passed, 1 something failed or nothing was run, 2 an argument is wrong, 3 something is not installed,
or Samba's part needs root
TEXT
}

parts=()
WITHOUT_SAMBA=0
while (($#)); do
  case $1 in
    --help | -h)
      usage
      exit 0
      ;;
    --without-samba) WITHOUT_SAMBA=1 ;;
    static | maven | lab) parts+=("$1") ;;
    *) wrong_usage "there is no part or option '$1'." ;;
  esac
  shift
done
((${#parts[@]})) || parts=(static maven lab)

# Only Maven's tests are of any use with it.
samba_is_wanted() {
  ((!WITHOUT_SAMBA)) && [[ " ${parts[*]} " == *' maven '* ]]
}

! samba_is_wanted || require_root_for_samba

WORK=$(mktemp -d)

# The last line comes whatever happened before it.
finish() {
  local status=$?
  trap - EXIT
  stop_samba
  GATEHOUSE_LAB_HOME="$WORK/lab home" "$LAB_SCRIPTS/down.sh" >/dev/null 2>&1 || true
  rm -rf -- "$WORK"
  if ((status == 0)) && ((FAILED > 0 || PASSED == 0)); then
    status=$EXIT_FAILED
  elif ((status != 0 && FAILED == 0)); then
    FAILED=1
  fi
  ((!WITHOUT_SAMBA)) || echo 'NOT RUN: the tests with Samba (--without-samba)'
  echo "$PASSED passed, $FAILED failed"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM

need jdk maven curl kerberos kdc gss-server faketime ldapsearch shellcheck proxies
if samba_is_wanted; then
  need samba
  start_samba
fi
# Without a browser the browser tests fail, each saying so; everything else is still worth running.
provide browser chromedriver || true
provide firefox || true

for part in "${parts[@]}"; do
  echo "$part"
  case $part in
    static)
      test_shellcheck
      test_help
      test_choice_of_jdk
      test_set_up
      test_proxies_stay_off
      test_samba_needs_root
      ;;
    maven)
      ! samba_is_wanted || await_samba
      test_maven
      stop_samba
      ;;
    lab) test_lab ;;
  esac
done
