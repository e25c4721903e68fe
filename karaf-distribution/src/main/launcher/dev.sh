# What building plugins needs: Chela's sources, Maven, and Chela's API in Maven's own repository, where a plugin's build finds it.

AUTHORS=${SOURCES:+$SOURCES/target/authors.stamp}

dev() {
    [ -n "$SOURCES" ] || die "plugins are built from Chela's sources: clone them and run the ./chela there"
    . "$PARTS/java.sh"
    . "$PARTS/build.sh"
    build_if_needed
    find_java javac
    hand_out_api
    CHELA_SOURCES=$SOURCES
    CHELA_MAVEN=$("$SOURCES/mvnw" -v | sed -n 's/^Maven home: //p')
    export CHELA_SOURCES CHELA_MAVEN
    . "$PARTS/client.sh"
    client dev "$@"
}

# A plugin's build finds the API, and the contracts that plugins are held to, as it finds every library.
hand_out_api() {
    ! is_handed_out || return 0
    say "handing Chela's API to Maven's local repository (once after each change of its sources)"
    mkdir -p "$SOURCES/target"
    log=$SOURCES/target/authors.log
    "$SOURCES/mvnw" -B -ntp -f "$SOURCES/pom.xml" -pl bundles/testkit-host,bundles/testkit -am -DskipTests install >"$log" 2>&1 ||
        die "that failed; the whole output is in $log" 1
    sed -n 's/^\[INFO\] Installing //p' "$log" >"$AUTHORS"
}

# What lies in Maven's repository may be gone meanwhile, or another clone's. Each line of the stamp is "what was handed out to where it went".
is_handed_out() {
    [ -s "$AUTHORS" ] && { [ ! -f "$STAMP" ] || [ ! "$STAMP" -nt "$AUTHORS" ]; } || return 1
    while IFS= read -r line; do
        cmp -s "${line% to *}" "${line##* to }" || return 1
    done <"$AUTHORS"
}
