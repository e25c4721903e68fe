# The class-data archive: classes already parsed and verified, mapped into memory; those of bundles, too. One per Java and assembly, made
# once, by a start of its own. A class that changed since is merely read from its bundle, slower, so the archive's name tells all jars.

class_archive() {
    ARCHIVE=
    [ "${CHELA_CDS:-on}" = on ] || return 0
    place=$(printf '%s\n' "$JAVA_HOME" "$CLASS_PATH" | cat - "$JAVA_HOME/release" | sum_of)
    jars=$(find "$ASSEMBLY/lib/boot" "$ASSEMBLY/system" -name '*.jar' -exec ls -ln {} + | sum_of)
    series=${CHELA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/chela}/classes-$JAVA_MAJOR-$place
    archive=$series-$jars.jsa
    if [ -f "$archive" ]; then
        ARCHIVE=$archive
        return 0
    fi
    mkdir -p "$(dirname "$archive")" 2>/dev/null && [ -w "$(dirname "$archive")" ] || return 0
    archive_make || say "no class archive could be made; starting without (slower): see $trial/out"
}

sum_of() { cksum | cut -d' ' -f1; }

# A gateway in a throw-away home, which ends as soon as it has answered one message, and writes the archive as it ends.
archive_make() {
    say "preparing Java $JAVA_MAJOR (once)"
    trial=$(mktemp -d "${TMPDIR:-/tmp}/chela.XXXXXX")
    mkdir -p "$trial/home/logs" "$trial/data/tmp" "$trial/home/deploy"
    echo '{ agents: { defaults: { model: { primary: "demo/offline" } } } }' >"$trial/home/chela.json5"
    (
        CHELA_HOME=$trial/home DATA=$trial/data CHELA_DEPLOY=$trial/home/deploy PORT=0 BIND='' VERBOSE=''
        CHELA_GATEWAY_TOKEN=trial-$$-$(date +%s)
        export CHELA_HOME CHELA_GATEWAY_TOKEN
        # Nothing is unloaded: a collection after the end of the framework would drop half the classes before they are written.
        gateway_java archive_trial -XX:ArchiveClassesAtExit="$trial/classes.jsa" -XX:-ClassUnloading \
            -Xlog:class+load=info:file="$trial/loaded" -Dchela.archive.loaded="$trial/loaded"
    ) >"$trial/out" 2>&1 || :
    [ -s "$trial/classes.jsa" ] || return 1
    rm -f "$series"-*.jsa
    mv "$trial/classes.jsa" "$archive.$$" && mv "$archive.$$" "$archive"
    rm -rf "$trial"
    ARCHIVE=$archive
}

archive_trial() {
    "$@" &
    trial_pid=$!
    ticks=0
    until grep -qs 'bundles started' "$trial/home/logs/chela.log"; do
        kill -0 "$trial_pid" 2>/dev/null || return 1
        ticks=$((ticks + 1))
        [ "$ticks" -lt 150 ] || break
        sleep 0.1
    done
    archive_talk || :
    kill -TERM "$trial_pid" 2>/dev/null
    wait "$trial_pid" || :
}

# What a first connection, a first turn and the first lists that a client asks for need belongs into the archive, too.
archive_talk() {
    address=$(sed -n 's/.*listening on \(ws:[^ ]*\).*/\1/p' "$trial/home/logs/chela.log" | tail -n 1)
    [ -n "$address" ] && [ -f "$CLI_JAR" ] || return 1
    archive_ask agent --message "run ls"
    archive_ask call sessions.list '{"limit":50}'
    archive_ask call chat.history '{"sessionKey":"main"}'
}

archive_ask() {
    "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar "$CLI_JAR" \
        "$@" --url "$address" --token "$CHELA_GATEWAY_TOKEN"
}
