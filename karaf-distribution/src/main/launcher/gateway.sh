# Options of `gateway run|start|…`, and the command line of its JVM. Secrets go through the environment: `ps` shows arguments.

PORT='' BIND='' VERBOSE=''

gateway_options() {
    [ -z "${CHELA_GATEWAY_PORT:-}" ] || gateway_port "$CHELA_GATEWAY_PORT" CHELA_GATEWAY_PORT
    while [ $# -gt 0 ]; do
        option=$1 && shift
        case $option in
            --port | --bind | --token)
                [ $# -gt 0 ] || die "$option needs a value" 2
                value=$1 && shift ;;
            --*=*) value=${option#*=} option=${option%%=*} ;;
        esac
        case $option in
            --port) gateway_port "$value" ;;
            --bind) gateway_bind "$value" ;;
            --token) export CHELA_GATEWAY_TOKEN="$value" ;;
            --verbose | -v) VERBOSE=yes ;;
            -h | --help) usage && exit 0 ;;
            *) die "\"$option\" is no option of gateway; see chela --help" 2 ;;
        esac
    done
}

gateway_port() {
    case $1 in
        '' | *[!0-9]* | ??????*) die "${2:---port} is \"$1\"; give a number from 0 to 65535" 2 ;;
    esac
    [ "$1" -le 65535 ] || die "${2:---port} is $1; give a number from 0 to 65535" 2
    PORT=$1
}

gateway_bind() {
    case $1 in
        loopback | lan | auto) BIND=$1 ;;
        *) die "--bind is \"$1\"; use loopback, lan or auto" 2 ;;
    esac
}

gateway_run() {
    gateway_prepare
    gateway_java exec -Dchela.foreground=true
}

gateway_prepare() {
    . "$PARTS/java.sh"
    . "$PARTS/build.sh"
    build_if_needed
    find_java
    java_major "$JAVA_HOME" || die "JAVA_HOME is $JAVA_HOME; Java 17 to 25 is needed" 78
    gateway_alone
    DATA=$CHELA_HOME/karaf
    CHELA_DEPLOY=${CHELA_DEPLOY:-$CHELA_HOME/deploy}
    mkdir -p "$CHELA_HOME/logs" "$DATA/tmp" "$CHELA_DEPLOY"
    chmod 700 "$CHELA_HOME" "$CHELA_HOME/logs" "$DATA"
    # A place to drop jars beside the distribution; it leads to the state directory that was used first and still is there.
    [ -e "$ASSEMBLY/deploy" ] || ln -sfn "$CHELA_DEPLOY" "$ASSEMBLY/deploy" 2>/dev/null || :
    class_path
    . "$PARTS/archive.sh"
    class_archive
}

# The lock itself is the operating system's and core's to hold; this only spares a person the framework's words for it.
gateway_alone() {
    owner=$(cat "$CHELA_HOME/gateway.lock" 2>/dev/null) || return 0
    case $owner in '' | *[!0-9]*) return 0 ;; esac
    case $({ tr '\0' ' ' <"/proc/$owner/cmdline" || ps -o args= -p "$owner"; } 2>/dev/null) in
        *"-Dchela.home=$CHELA_HOME "*)
            die "another gateway (process $owner) is running on $CHELA_HOME; stop it with \`chela gateway stop\`, or set CHELA_HOME to another directory" 78 ;;
    esac
}

# One order, always: a class archive belongs to one class path.
class_path() {
    CLASS_PATH=
    for jar in "$ASSEMBLY"/lib/boot/*.jar "$ASSEMBLY"/system/org/apache/felix/org.apache.felix.framework/*/*.jar; do
        CLASS_PATH=${CLASS_PATH:+$CLASS_PATH:}$jar
    done
}

# Flags measured in bench/results/startup.md. $1: what to do with the command (exec, or a function); the rest: more flags.
gateway_java() {
    launch=$1 && shift
    if [ "$JAVA_MAJOR" -ge 24 ]; then
        # Felix asks for memory offsets, SQLite loads its native library: both would warn on standard error.
        set -- --sun-misc-unsafe-memory-access=allow --illegal-native-access=allow "$@"
    fi
    # At its own address: elsewhere every page of it is rewritten at each start, and none is shared or given back.
    [ -z "$ARCHIVE" ] || set -- -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 -XX:SharedArchiveFile="$ARCHIVE" "$@"
    [ -z "$PORT" ] || set -- "$@" -Dchela.port="$PORT"
    [ -z "$BIND" ] || set -- "$@" -Dchela.bind="$BIND"
    [ -z "$VERBOSE" ] || set -- "$@" -Dchela.log.level=DEBUG
    # CHELA_JAVA_OPTS is split into words on purpose, and comes after our flags so that it wins.
    # shellcheck disable=SC2086
    "$launch" "$JAVA_HOME/bin/java" \
        -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms72m -Xmn24m -Xmx"${CHELA_HEAP:-256m}" -XX:MinHeapFreeRatio=10 \
        -XX:MaxHeapFreeRatio=25 -XX:+ExitOnOutOfMemoryError -XX:-UsePerfData -Xshare:auto -Xlog:disable \
        -Xlog:all=error:stderr -XX:CompileCommandFile="$PARTS/early.compile" ${CHELA_JAVA_OPTS:-} \
        -Dchela.home="$CHELA_HOME" -Dchela.deploy="$CHELA_DEPLOY" -Dchela.version="$VERSION" "$@" \
        -Dkaraf.home="$ASSEMBLY" -Dkaraf.base="$ASSEMBLY" -Dkaraf.etc="$ASSEMBLY/etc" \
        -Dkaraf.data="$DATA" -Dkaraf.log="$CHELA_HOME/logs" -Dkaraf.instances="$DATA/instances" \
        -Djava.io.tmpdir="$DATA/tmp" \
        -Djava.util.logging.config.file="$ASSEMBLY/etc/java.util.logging.properties" \
        -cp "$CLASS_PATH" org.apache.karaf.main.Main
}
