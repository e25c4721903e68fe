# The class-data archive: classes already parsed, mapped into memory. One per Java and class path, made once, by a start of its own.

class_archive() {
    ARCHIVE=
    [ "${CHELA_CDS:-on}" = on ] || return 0
    key=$(printf '%s\n' "$JAVA_HOME" "$CLASS_PATH" | cat - "$JAVA_HOME/release" | cksum | cut -d' ' -f1)
    archive=${CHELA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/chela}/classes-$JAVA_MAJOR-$key.jsa
    if [ -f "$archive" ] && [ -z "$(find "$ASSEMBLY/lib/boot" -newer "$archive" -name '*.jar' | head -n 1)" ]; then
        ARCHIVE=$archive
        return 0
    fi
    mkdir -p "$(dirname "$archive")" 2>/dev/null && [ -w "$(dirname "$archive")" ] || return 0
    archive_make || say "no class archive could be made; starting without (slower): see $trial/out"
}

# A gateway in a throw-away home, which ends as soon as it stands, and writes the archive as it ends.
archive_make() {
    say "preparing Java $JAVA_MAJOR (once)"
    trial=$(mktemp -d "${TMPDIR:-/tmp}/chela.XXXXXX")
    mkdir -p "$trial/home/logs" "$trial/data/tmp" "$trial/home/deploy"
    (
        CHELA_HOME=$trial/home DATA=$trial/data CHELA_DEPLOY=$trial/home/deploy PORT=0 BIND='' VERBOSE=''
        export CHELA_HOME
        gateway_java archive_trial -XX:ArchiveClassesAtExit="$trial/classes.jsa"
    ) >"$trial/out" 2>&1 || :
    [ -s "$trial/classes.jsa" ] || return 1
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
    kill -TERM "$trial_pid" 2>/dev/null
    wait "$trial_pid" || :
}
