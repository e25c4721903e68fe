# Finds a JDK or JRE from 17 to 25 without starting one. Sets JAVA_HOME and JAVA_MAJOR, and a locale that it can live in.

java_major() {
    JAVA_MAJOR=0
    [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
    while IFS='=' read -r key value; do
        case $key in
            JAVA_VERSION)
                value=${value#\"}
                JAVA_MAJOR=${value%%[!0-9]*}
                break ;;
        esac
    done <"$1/release"
    [ "${JAVA_MAJOR:-0}" -ge 17 ] && [ "$JAVA_MAJOR" -le 25 ]
}

# $1: a program that must be there besides java ("javac" to build)
java_fits() {
    java_major "$2" && [ -x "$2/bin/$1" ]
}

java_on_path() {
    program=$(command -v "$1" 2>/dev/null) || return 1
    program=$(readlink -f "$program" 2>/dev/null || echo "$program")
    dirname "$(dirname "$program")"
}

# Java names files and passes arguments in the characters of the locale. Where none is set, as under cron, in containers and
# services, or one that is not installed, these are ASCII, and "größe.txt" would be no name of a file.
every_character() {
    case $(locale charmap 2>/dev/null) in
        *ASCII* | ANSI_X3.4*) export LC_ALL=C.UTF-8 ;;
    esac
}

find_java() {
    need=${1:-java}
    every_character
    unfit=
    if [ -n "${JAVA_HOME:-}" ]; then
        java_fits "$need" "$JAVA_HOME" && export JAVA_HOME && return
        unfit=" (JAVA_HOME is $JAVA_HOME, which has none)"
    fi
    home=$(java_on_path "$need") && java_fits "$need" "$home" && JAVA_HOME=$home && export JAVA_HOME && return
    best=0 chosen=
    for home in /usr/lib/jvm/* /opt/jdk* /opt/java* /opt/*/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        java_fits "$need" "$home" && [ "$JAVA_MAJOR" -gt "$best" ] && best=$JAVA_MAJOR && chosen=$home
    done
    [ -n "$chosen" ] || die "no $need of a Java from 17 to 25 was found$unfit; install one (Debian: apt install openjdk-17-jdk-headless) or set JAVA_HOME" 78
    JAVA_HOME=$chosen JAVA_MAJOR=$best
    export JAVA_HOME
}
