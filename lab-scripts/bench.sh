#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=/dev/null
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/common.sh"

usage() {
  cat <<'TEXT'
bench.sh: measures how fast the valve is, beside what it is compared with, and prints tables of ratios.

usage: bench.sh [--long] [token|refused|threads|memory|replay|conditions|http|sessions|profile]...

  token     CPU time and allocation of a fresh token on one thread: against the bare cryptography and the JDK's acceptor
  refused   CPU time and allocation of a token that no key decrypts, with keytabs of one key and of a thousand
  threads   fresh tokens a second on 1, 2, 4 and 8 threads
  memory    bytes that the replay memory takes for an authenticator
  replay    CPU time to remember an authenticator and to recognise one, on the heap and in a file: against sets of fingerprints
  conditions  CPU time and allocation of the decision whether to ask, with few rules and with thousands
  http      requests a second with a fresh token on each: against Tomcat without authentication and its SpnegoAuthenticator
  sessions  requests a second of users with a session: with rules and without, and against Tomcat
  profile   where a token's time and memory go; only when asked for
  --long    more rounds, and more kinds of tokens: a quarter of an hour

Without a part it is all but profile, which takes some minutes. Other work on the machine changes the figures; what can be
relied on are the ratios, since the rows of a table take turns. Needs JDK 17 and Maven; nothing here is part of the build.
exit status: 0 measured, 1 something failed, 2 an argument is wrong, 3 something is not installed
TEXT
}

arguments=()
while (($#)); do
  case $1 in
    --help | -h)
      usage
      exit 0
      ;;
    --long | token | refused | threads | memory | replay | conditions | http | sessions | profile) arguments+=("$1") ;;
    *) wrong_usage "there is no part or option '$1'." ;;
  esac
  shift
done
need jdk maven

cd "$PROJECT"
mvn -B -q -Dstyle.color=never -Pbench -Dverification.skip -pl valve test-compile >&2 </dev/null ||
  fail "$EXIT_FAILED" 'the benchmarks do not compile.'
BENCH=$PROJECT/valve/target/bench
exec java -Xbatch -cp "$BENCH/test-classes:$BENCH/classes:$(<"$BENCH/classpath")" org.gatehouse.bench.BenchMain "${arguments[@]}"
