# shellcheck shell=bash
# shellcheck disable=SC2034 # the constants are for the scripts that source this
# Sourced by every script: where things are, and how a script says that something is wrong. The rest comes with it.

LAB_SCRIPTS=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
PROJECT=$(dirname "$LAB_SCRIPTS")
SCRIPT=$(basename "$0")

# Everything that the lab writes is below this directory. Another one makes a second lab beside the first.
LAB_HOME=$(readlink -m -- "${GATEHOUSE_LAB_HOME:-$PROJECT/.lab}")
LAB_LOG=$LAB_HOME/lab.log
VERSION=$(sed -n 's/^  <version>\(.*\)<\/version>$/\1/p' "$PROJECT/pom.xml")
LAB_JAR=$PROJECT/lab/target/gatehouse-lab-$VERSION.jar

# Java takes names beyond ASCII, of files and of users, only with such a locale; and what tools say is the same everywhere.
export LC_ALL=C.UTF-8

readonly EXIT_FAILED=1 EXIT_USAGE=2 EXIT_MISSING=3

say() {
  printf '%s: %s\n' "$SCRIPT" "$*" >&2
}

# fail STATUS MESSAGE
fail() {
  local status=$1
  shift
  say "$@"
  exit "$status"
}

# wrong_usage MESSAGE
wrong_usage() {
  fail "$EXIT_USAGE" "$* See $SCRIPT --help."
}

# takes_no_arguments "$@": for a script with nothing but --help
takes_no_arguments() {
  case ${1:-} in
    --help | -h)
      usage
      exit 0
      ;;
    '') ;;
    *) wrong_usage "there is no option '$1'." ;;
  esac
}

# The directory holds tickets and sample passwords, so it is made for its owner alone. One that is there already may be
# somebody's: the lab deletes files in it, so it has to be a lab's, or empty.
make_lab_home() {
  if [[ ! -e $LAB_HOME ]]; then
    { mkdir -p -- "$(dirname -- "$LAB_HOME")" && mkdir -m 700 -- "$LAB_HOME"; } || fail "$EXIT_FAILED" "cannot create $LAB_HOME."
  elif [[ ! -d $LAB_HOME ]]; then
    fail "$EXIT_USAGE" "$LAB_HOME is not a directory: choose another one for GATEHOUSE_LAB_HOME."
  elif ! is_lab_home && ! is_empty "$LAB_HOME"; then
    fail "$EXIT_USAGE" "$LAB_HOME is not empty and not a lab's: choose another directory for GATEHOUSE_LAB_HOME."
  fi
}

# These files come before all others, and no script removes them.
is_lab_home() {
  [[ -f $LAB_HOME/up.lock || -f $LAB_HOME/lab.lock ]]
}

# is_empty DIRECTORY: one that cannot be read may hold anything
is_empty() {
  local first
  first=$(find "$1" -mindepth 1 -maxdepth 1 -print -quit 2>/dev/null) && [[ -z $first ]]
}

# indent SPACES: puts what comes in that far to the right
indent() {
  sed "s/^/$(printf '%*s' "$1" '')/"
}

for part in setup lab control ports build kerberos browser; do
  # shellcheck source=/dev/null
  source "$LAB_SCRIPTS/lib/$part.sh"
done
