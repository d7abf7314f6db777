# shellcheck shell=bash
# Checks that need no lab: what shellcheck finds, what every script does with --help and with an unknown option, and what
# happens on a machine where something is not installed.

test_shellcheck() {
  local file
  while IFS= read -r file; do
    run shellcheck -- "$file"
    check "shellcheck has no complaint about ${file#"$PROJECT"/}" status_is 0
  done < <(find "$LAB_SCRIPTS" -name '*.sh' | LC_ALL=C sort; echo "$PROJECT/.ci/run")
}

test_help() {
  local file name
  for file in "$LAB_SCRIPTS"/*.sh; do
    name=${file##*/}
    run in_directory / "$file" --help
    check "$name --help explains itself in any directory" output_has "usage: $name"
    run "$file" --no-such-option
    check "$name refuses an unknown option with status 2" status_is 2
    check "$name names the unknown option in one line" only_complains "$name: .*--no-such-option.*"
  done
}

in_directory() {
  (
    cd "$1" || exit
    shift
    "$@"
  )
}

test_choice_of_jdk() {
  fake_jdk 21
  fake_jdk 17
  fake_jdk 11
  run jdk_found "$WORK/jdk-21" "$WORK/jdk-17"
  check 'of two JDKs, the 17 is taken' output_has "$WORK/jdk-17"
  run jdk_found "$WORK/jdk-11" "$WORK/jdk-17"
  check 'a JDK that is too old is passed over' output_has "$WORK/jdk-17"
}

# fake_jdk RELEASE: nothing but what tells its release
fake_jdk() {
  mkdir -p -- "$WORK/jdk-$1/bin"
  printf '#!/bin/sh\necho javac %s.0.1\n' "$1" >"$WORK/jdk-$1/bin/javac"
  chmod +x -- "$WORK/jdk-$1/bin/javac"
}

# jdk_found JAVA_HOME HOME-OF-JAVAC: what is chosen of these
jdk_found() (
  PATH=$2/bin:$PATH
  JAVA_HOME=$1 && find_jdk && echo "$JAVA_HOME"
)

# The tool "maven" is missing until the stand-in for apt-get has run; nothing is installed for real.
test_set_up() {
  run with_fake_apt_get 0 root
  check 'set-up installs what is missing' status_is 0
  check 'set-up fetches the lists of packages once, then installs the package and nothing else' \
    fake_apt_get_did update 'install -y --no-install-recommends maven'
  run with_fake_apt_get 0 nobody
  check 'without root, set-up ends with status 3' status_is 3
  check 'without root, one line names the package and the command' only_complains \
    'test\.sh: missing: maven\. Install with: sudo apt-get install --no-install-recommends maven'
  run with_fake_apt_get 1 root
  check 'a failing apt-get ends with status 3' status_is 3
  check 'a failing apt-get is heard' complains 'no such package'
  run with_fake_apt_get 0 root samba
  check 'set-up installs every package of a tool that is in several' fake_apt_get_did update \
    'install -y --no-install-recommends samba samba-ad-provision samba-dsdb-modules samba-vfs-modules python3-samba ldb-tools'
}

test_proxies_stay_off() {
  run with_fake_apt_get 0 root proxies
  check 'set-up installs the proxies that the tests run' fake_apt_get_did update \
    'install -y --no-install-recommends nginx-light haproxy apache2-bin'
}

test_samba_needs_root() {
  run without_root require_root_for_samba
  check 'without root and sudo, the tests with Samba end the run with status 3' status_is 3
  check 'without root and sudo, one line says what can be run' only_complains \
    'test\.sh: the tests with Samba need root, or sudo without a password\. All others: test\.sh --without-samba'
  run left_out 1 dist/samba/SambaSignInIT.java
  check 'with --without-samba, no report of a test with Samba is missed' status_is 0
  run left_out 1 dist/StockTomcat10IT.java
  check 'with --without-samba, the report of another test is missed' status_is 1
  run left_out 0 dist/samba/SambaSignInIT.java
  check 'without --without-samba, the report of a test with Samba is missed' status_is 1
}

# shellcheck disable=SC2317 # as below
without_root() (
  is_root() { return 1; }
  sudo() { return 1; }
  "$@"
)

# left_out WITHOUT-SAMBA SOURCE
left_out() {
  WITHOUT_SAMBA=$1 is_left_out "$PROJECT/dist/src/test/java/org/gatehouse/$2"
}

# with_fake_apt_get STATUS root|nobody [TOOL]
# shellcheck disable=SC2317 # the functions in it are called by what it tests
with_fake_apt_get() (
  local status=$1 who=$2
  unset -v package_lists_are_new
  rm -f -- "$WORK/apt-get.log"
  have() { [[ -f $WORK/apt-get.log ]]; }
  is_root() { [[ $who == root ]]; }
  sudo() { return 1; }
  has_file_server() { true; }
  has_service() { true; }
  apt_get() {
    echo "$*" >>"$WORK/apt-get.log"
    ((status == 0)) || echo 'E: no such package'
    return "$status"
  }
  need "${3:-maven}"
)

# fake_apt_get_did ARGUMENTS...: one for each time that it was called, and no other
fake_apt_get_did() {
  [[ $(<"$WORK/apt-get.log") == "$(printf '%s\n' "$@")" ]]
}
