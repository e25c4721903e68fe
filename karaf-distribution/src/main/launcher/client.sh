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
    # The width of the terminal, where one looks on: tables break their lines there.
    unset COLUMNS
    if [ -t 1 ] && size=$(stty size 2>/dev/null </dev/tty) && [ "${size#* }" -gt 0 ]; then export COLUMNS="${size#* }"; fi
    exec "$JAVA_HOME/bin/java" "$@"
}

client_archive() {
    "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Xlog:disable \
        -XX:ArchiveClassesAtExit="$1.$$" -jar "$CLI_JAR" status --help >/dev/null 2>&1 </dev/null || :
    [ ! -s "$1.$$" ] || mv "$1.$$" "$1"
}
