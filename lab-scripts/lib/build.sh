# shellcheck shell=bash
# Builds the lab when its sources have changed.

readonly BUILD_STAMP=$PROJECT/lab/target/gatehouse-lab.stamp
readonly BUILD_LOG=$LAB_HOME/build.log

# A hash, not times: a checkout makes old sources look new, and a deleted file leaves no newer one behind.
build_state() {
  (
    cd "$PROJECT" || exit
    find pom.xml .mvn valve/pom.xml valve/src/main lab/pom.xml lab/src/main -type f -print0 |
      LC_ALL=C sort -z | xargs -0 sha256sum
    sha256sum "$LAB_JAR" lab/target/lib/*.jar
  ) 2>/dev/null | sha256sum
}

is_built() {
  [[ -f $LAB_JAR && -r $BUILD_STAMP && $(build_state) == "$(<"$BUILD_STAMP")" ]]
}

# begin_build, end_build: one at a time in a project, whatever homes its labs have; until it is ended, the classes stay as
# they are. The lock is on a file that is there in every checkout, and that no build deletes.
begin_build() {
  exec 8<"$PROJECT/pom.xml"
  if ! flock -n 8; then
    say 'waiting for another build of this project.'
    flock 8
  fi
}

end_build() {
  exec 8<&-
}

# A build by hand or by test.sh is as good as one of ours.
remember_build() {
  build_state >"$BUILD_STAMP"
}

# Needs the tools jdk and maven.
build_lab() {
  local begin=$SECONDS
  if ! (cd "$PROJECT" && mvn -B -q -Dstyle.color=never -pl lab -am -DskipTests -Dverification.skip package) >"$BUILD_LOG" 2>&1 </dev/null; then
    echo "failed"
    tail -n 25 -- "$BUILD_LOG" | indent 2 >&2
    fail "$EXIT_FAILED" "the build failed; all of its output is in $BUILD_LOG."
  fi
  remember_build
  echo "done ($((SECONDS - begin)) s)"
}
