# Hands a command to the client program, whose JVM must start quickly and small.

client() {
    [ -f "$CLI_JAR" ] || die "$CLI_JAR is missing; run ./mvnw -pl cli -am package -DskipTests"
    set -- -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xshare:auto -Xlog:disable -Xlog:all=error:stderr \
        -jar "$CLI_JAR" "$@"
    cache=${CHELA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/chela}
    if mkdir -p "$cache" 2>/dev/null && [ -w "$cache" ]; then
        size=$(wc -c <"$CLI_JAR")
        archive=$cache/cli-$(printf '%s\n' "$JAVA_HOME" "$CLI_JAR" "$size" | cat - "$JAVA_HOME/release" | cksum | cut -d' ' -f1).jsa
        if [ -f "$archive" ] && [ ! "$CLI_JAR" -nt "$archive" ]; then
            set -- -XX:SharedArchiveFile="$archive" "$@"
        else
            # The first command of a new build leaves its classes behind for the next; written beside, then renamed.
            client_archive "$archive" &
        fi
    fi
    exec "$JAVA_HOME/bin/java" "$@"
}

client_archive() {
    "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Xlog:disable \
        -XX:ArchiveClassesAtExit="$1.$$" -jar "$CLI_JAR" status --help >/dev/null 2>&1 </dev/null || :
    [ ! -s "$1.$$" ] || mv "$1.$$" "$1"
}

# The Karaf shell, through the socket that only this user can open. With words: one command, its output, its exit code.
console() {
    socket=$CHELA_HOME/run/console.sock
    [ -S "$socket" ] || die "no gateway runs on $CHELA_HOME (there is no $socket); start one with \`chela gateway start\`"
    if [ $# -gt 0 ]; then
        exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -cp "$CLI_JAR" \
            dev.chela.cli.console.Relay "$socket" "run $*"
    fi
    [ -t 0 ] || die "console wants a terminal, or a command: chela console 'chela:status'" 2
    saved=$(stty -g)
    size=$(stty size)
    trap 'stty "$saved"' EXIT
    stty raw -echo
    "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -cp "$CLI_JAR" \
        dev.chela.cli.console.Relay "$socket" "shell ${TERM:-ansi} ${size#* } ${size% *}" || :
}
