# shellcheck shell=bash
# Counts checks: "run" a command, then "check" what came of it.

PASSED=0
FAILED=0
STATUS=0

# run COMMAND...: its status, output and error output are what the conditions below look at
run() {
  STATUS=0
  "$@" >"$WORK/output" 2>"$WORK/errors" </dev/null || STATUS=$?
}

# check NAME CONDITION...: one test, passed when the condition holds
check() {
  local name=$1
  shift
  if "$@"; then
    passed "$name"
  else
    failed "$name" "expected: $*"
    explain_run
  fi
}

passed() {
  PASSED=$((PASSED + 1))
  printf '  ok    %s\n' "$1"
}

# failed NAME [DETAIL]
failed() {
  FAILED=$((FAILED + 1))
  printf '  FAIL  %s\n' "$1"
  [[ -z ${2:-} ]] || printf '        %s\n' "$2"
}

# What the last command did, at the failure that it explains.
explain_run() {
  printf '        status %s\n' "$STATUS"
  { tail -n 15 -- "$WORK/output" && tail -n 15 -- "$WORK/errors"; } | indent 10
}

status_is() {
  ((STATUS == $1))
}

status_is_not() {
  ((STATUS != $1))
}

output_has() {
  grep -qF -e "$1" -- "$WORK/output"
}

output_lacks() {
  ! output_has "$1"
}

# One line on the error output, and this pattern describes all of it.
only_complains() {
  [[ $(wc -l <"$WORK/errors") == 1 ]] && grep -qE -e "^($1)\$" -- "$WORK/errors"
}

complains() {
  grep -qE -e "$1" -- "$WORK/errors"
}
