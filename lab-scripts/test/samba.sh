# shellcheck shell=bash
# A Samba AD domain controller for Maven's tests. It takes port 88, so it is run as root; test.sh need not be.

readonly SAMBA_PATIENCE=180
SAMBA_PID=''

# Before any test: the rest takes minutes, and would not be all.
require_root_for_samba() {
  may_be_root || fail "$EXIT_MISSING" \
    "the tests with Samba need root, or sudo without a password. All others: test.sh --without-samba"
}

# The controller lives until its standard input ends, so it does not outlive this script, however that ends; and to stop it
# needs no sudo, which may want a password by then.
start_samba() {
  SAMBA_HOME=$WORK/samba
  mkdir -m 700 -- "$SAMBA_HOME"
  mkfifo -- "$SAMBA_HOME/input"
  as_root "$LAB_SCRIPTS/test/domain-controller.sh" "$SAMBA_HOME" <"$SAMBA_HOME/input" >"$SAMBA_HOME/output" 2>&1 &
  SAMBA_PID=$!
  exec {SAMBA_INPUT}>"$SAMBA_HOME/input"
}

# What the tests have to know is in SAMBA_HOME then, and Maven is told so.
await_samba() {
  local end=$((SECONDS + SAMBA_PATIENCE))
  until [[ -f $SAMBA_HOME/ready ]]; do
    if ! kill -0 "$SAMBA_PID" 2>/dev/null || ((SECONDS >= end)); then
      failed "Samba's domain controller starts" 'it has said:'
      tail -n 25 -- "$SAMBA_HOME/output" | indent 10
      return
    fi
    sleep 0.2
  done
  passed "Samba's domain controller starts"
  MAVEN_OPTIONS+=("-Dgatehouse.samba=$SAMBA_HOME")
}

stop_samba() {
  if [[ -n $SAMBA_PID ]]; then
    exec {SAMBA_INPUT}>&-
    wait "$SAMBA_PID" 2>/dev/null || true
    SAMBA_PID=''
  fi
}
