#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=/dev/null
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/common.sh"
for part in checks static maven commands lab; do
  # shellcheck source=/dev/null
  source "$LAB_SCRIPTS/test/$part.sh"
done

usage() {
  cat <<'TEXT'
test.sh: builds and tests everything: the scripts, the valve, the lab, real browsers, stock Tomcat.

usage: test.sh [static|maven|lab]...

  static   the scripts without a lab
  maven    mvn verify: unit tests, lab tests, browser tests, the distribution on a stock Tomcat
  lab      the scripts with a lab of their own; one that is running is not disturbed

Without an argument it is all three. What it needs (JDK 17, Maven, curl, krb5-user, krb5-admin-server, krb5-gss-samples,
faketime, ldap-utils, Chromium, Firefox, shellcheck) is installed by apt-get if you are root or sudo asks for no password; otherwise
a line says what is missing. MIT's KDC is run as a program by the tests; as a service it has no realm, so it does not start.

The last line is "N passed, N failed".
exit status: 0 everything passed, 1 something failed or nothing was run, 2 an argument is wrong, 3 something is not installed
TEXT
}

parts=()
while (($#)); do
  case $1 in
    --help | -h)
      usage
      exit 0
      ;;
    static | maven | lab) parts+=("$1") ;;
    *) wrong_usage "there is no part or option '$1'." ;;
  esac
  shift
done
((${#parts[@]})) || parts=(static maven lab)

WORK=$(mktemp -d)

# The last line comes whatever happened before it.
finish() {
  local status=$?
  trap - EXIT
  GATEHOUSE_LAB_HOME="$WORK/lab home" "$LAB_SCRIPTS/down.sh" >/dev/null 2>&1 || true
  rm -rf -- "$WORK"
  if ((status == 0)) && ((FAILED > 0 || PASSED == 0)); then
    status=$EXIT_FAILED
  elif ((status != 0 && FAILED == 0)); then
    FAILED=1
  fi
  echo "$PASSED passed, $FAILED failed"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM

need jdk maven curl kerberos kdc gss-server faketime ldapsearch shellcheck
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
      ;;
    maven) test_maven ;;
    lab) test_lab ;;
  esac
done
