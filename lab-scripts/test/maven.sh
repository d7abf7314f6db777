# shellcheck shell=bash
# Everything that Maven runs, counted from its reports.

# What Maven is told in addition.
MAVEN_OPTIONS=()

test_maven() {
  local log=$PROJECT/target/verify.log status=0
  begin_build
  mkdir -p -- "$PROJECT/target"
  find "$PROJECT"/*/target -path '*-reports/TEST-*.xml' -delete 2>/dev/null || true
  (cd "$PROJECT" && mvn -B -Dstyle.color=never -fae "${MAVEN_OPTIONS[@]}" verify) </dev/null 2>&1 | tee -- "$log" | readable_log || status=${PIPESTATUS[0]}
  local failed_before=$FAILED
  count_reports
  look_for_missing_reports
  if ((status == 0)); then
    passed 'mvn verify succeeds'
    remember_build
  elif ((FAILED == failed_before)); then
    failed 'mvn verify succeeds' "status $status; all of its output is in $log"
  fi
  end_build
}

# What a person wants to see of it while it runs; Maven's advice after a failure is not for those who read this.
readable_log() {
  stdbuf -oL sed -nE \
    -e '/^\[INFO\] (Building Gatehouse|BUILD |Tests run:.* in )/ { s/^/  /p; b }' \
    -e '/^\[INFO\] Reactor Summary/,$ { /^\[ERROR\] Failed to execute goal/ s/^/  /p; b }' \
    -e '/^\[ERROR\]/ s/^(.{,400}).*/  \1/p'
}

# A skipped test proves nothing, so it counts as failed.
count_reports() {
  local report tests bad
  for report in "$PROJECT"/*/target/{surefire,failsafe}-reports/TEST-*.xml; do
    if [[ -f $report ]]; then
      tests=$(attribute tests "$report")
      bad=$(($(attribute failures "$report") + $(attribute errors "$report") + $(attribute skipped "$report")))
      FAILED=$((FAILED + bad))
      PASSED=$((PASSED + (tests > bad ? tests - bad : 0)))
      ((bad == 0)) || printf '  FAIL  %s of %s in %s\n' "$bad" "$tests" "${report#"$PROJECT"/}"
    fi
  done
}

# A class of tests that no plugin has picked up would be missed by nobody.
look_for_missing_reports() {
  local source module class
  while IFS= read -r source; do
    module=${source%%/src/test/java/*}
    class=${source#*/src/test/java/}
    class=${class%.java}
    if is_concrete "$source" && ! is_left_out "$source" && ! has_report "$module" "${class//\//.}"; then
      failed "${class##*/} was run" "there is no report of ${source#"$PROJECT"/}"
    fi
  done < <(find "$PROJECT"/*/src/test/java -name '*Test.java' -o -name '*IT.java' | LC_ALL=C sort)
}

# is_concrete SOURCE: its tests are not those of other classes
is_concrete() {
  ! grep -qE '^(public )?(abstract |sealed |non-sealed )*(abstract class|interface) ' -- "$1"
}

# is_left_out SOURCE: by --without-samba
is_left_out() {
  ((WITHOUT_SAMBA)) && [[ $1 == */dist/samba/* ]]
}

# has_report MODULE CLASS: of the class or, where it has tests only in nested ones, of one of these
has_report() {
  local report
  for report in "$1"/target/{surefire,failsafe}-reports/TEST-"$2"{,\$*}.xml; do
    if [[ -f $report ]]; then
      return 0
    fi
  done
  return 1
}

# attribute NAME REPORT: a number of its <testsuite>
attribute() {
  local value
  value=$(sed -n '/<testsuite /{s/.*<testsuite [^>]* '"$1"'="\([0-9]*\)".*/\1/p;q}' -- "$2")
  echo "${value:-0}"
}
