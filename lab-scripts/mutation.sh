#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=/dev/null
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/common.sh"

PACKAGES=(der wire crypto kerberos keytab spnego negotiate acceptor)

usage() {
  cat <<'TEXT'
mutation.sh: breaks a protocol package of the valve in many places, one at a time, and tells which of them its own unit tests do not notice.

usage: mutation.sh [PACKAGE]...

  PACKAGE   der, wire, crypto, kerberos, keytab, spnego, negotiate or acceptor; without one it is all of them

Prints a line for each package: how many places, and how many of them a test noticed. The places that none noticed are in
valve/target/mutation/PACKAGE/index.html. A package takes two to twenty minutes on an idle machine with two cores. Needs JDK 17
and Maven; nothing here is part of the build.
exit status: 0 measured, 1 something failed, 2 an argument is wrong, 3 something is not installed
TEXT
}

packages=()
while (($#)); do
  case $1 in
    --help | -h)
      usage
      exit 0
      ;;
    der | wire | crypto | kerberos | keytab | spnego | negotiate | acceptor) packages+=("$1") ;;
    *) wrong_usage "there is no package or option '$1'." ;;
  esac
  shift
done
((${#packages[@]})) || packages=("${PACKAGES[@]}")
need jdk maven

cd "$PROJECT"
mvn -B -q -Dstyle.color=never -Dverification.skip -pl valve test-compile >&2 </dev/null ||
  fail "$EXIT_FAILED" 'the tests do not compile.'
for package in "${packages[@]}"; do
  log=$PROJECT/valve/target/mutation/$package.log
  mkdir -p "$(dirname "$log")"
  nice -n 19 mvn -B -q -Dstyle.color=never -Dverification.skip -Pmutation "-Dmutated=$package" -pl valve \
    org.pitest:pitest-maven:mutationCoverage >"$log" 2>&1 </dev/null ||
    fail "$EXIT_FAILED" "$package could not be measured: see $log."
  printf '%-10s %s\n' "$package" "$(sed -n 's/^>> \(Generated .*\)/\1/p' "$log" | tail -1)"
done
