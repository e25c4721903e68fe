# Builds from the sources when they are newer than what was built. An unpacked distribution has no sources and never builds.

STAMP=${SOURCES:+$SOURCES/target/chela.stamp}

# Directories count too: their time changes when a file comes or goes.
sources_changed() {
    [ -f "$STAMP" ] && [ -f "$CLI_JAR" ] && [ -f "$ASSEMBLY/etc/startup.properties" ] || return 0
    set -- "$SOURCES/pom.xml" "$SOURCES/cli/src/main"
    for module in "$SOURCES"/bundles/* "$SOURCES/cli" "$SOURCES/karaf-distribution"; do
        [ -d "$module/src/main" ] && set -- "$@" "$module/src/main"
        [ -f "$module/pom.xml" ] && set -- "$@" "$module/pom.xml"
        [ -f "$module/bnd.bnd" ] && set -- "$@" "$module/bnd.bnd"
    done
    [ -n "$(find "$@" -newer "$STAMP" -print 2>/dev/null | head -n 1)" ]
}

build_if_needed() {
    [ -n "$SOURCES" ] || return 0
    [ "${CHELA_BUILD:-auto}" = auto ] || return 0
    sources_changed || return 0
    mkdir -p "$SOURCES/target"
    lock=$SOURCES/target/chela.build
    until mkdir "$lock" 2>/dev/null; do
        kill -0 "$(cat "$lock/pid" 2>/dev/null || echo $$)" 2>/dev/null || { rm -rf "$lock" && continue; }
        [ -n "${waited:-}" ] || say "waiting for another build of $SOURCES"
        waited=yes
        sleep 1
    done
    echo $$ >"$lock/pid"
    trap 'rm -rf "$lock"' EXIT
    trap 'exit 130' INT TERM HUP
    ! sources_changed || build
    rm -rf "$lock"
    trap - EXIT INT TERM HUP
}

build() {
    (JAVA_HOME=${JAVA_HOME:-} && find_java javac) || exit $?
    say "building Chela (once after each change of its sources)"
    log=$SOURCES/target/build.log
    : >"$SOURCES/target/chela.stamp.next"
    {
        code=0
        "$SOURCES/mvnw" -B -ntp -f "$SOURCES/pom.xml" -pl karaf-distribution,cli -am -DskipTests package 2>&1 || code=$?
        echo "exit $code"
    } | build_progress || die "the build failed; the whole output is in $log" 1
    mv "$SOURCES/target/chela.stamp.next" "$STAMP"
}

build_progress() {
    : >"$log"
    last=
    while IFS= read -r line; do
        printf '%s\n' "$line" >>"$log"
        last=$line
        case $line in
            *"Building Chela :: "*"["*"/"*"]"*)
                name=${line##* :: } step=${line##*[}
                say "  [${step%%]*}] ${name%% *}" ;;
            *"[ERROR]"*) say "$line" ;;
        esac
    done
    # Maven may leave a colour code without a line break before it.
    case $last in *"exit 0") true ;; *) false ;; esac
}
