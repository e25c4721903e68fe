# The gateway in the background: a supervisor in sh that starts it again when it dies. Its pid file names the process and its
# birth, so that a number that was given to another process since is not mistaken for it.

RUN=$CHELA_HOME/run
PID_FILE=$RUN/gateway.pid
# Said by the gateway to mean: starting again will not help (a configuration or a port that someone must change).
HOPELESS=78
# Said by the gateway to mean: somebody ordered a restart.
AGAIN=75

# Small systems have no ps. There, of the process's own account: what follows its name in brackets, the twentieth word.
birth() {
    if { read -r account <"/proc/$1/stat"; } 2>/dev/null; then
        # shellcheck disable=SC2086
        set -- ${account##*) }
        echo "${20} $(cat /proc/sys/kernel/random/boot_id)"
    else
        LC_ALL=C ps -o lstart= -p "$1" 2>/dev/null | tr -s ' '
    fi
}

# Sets SUPERVISOR to the living supervisor's process, or fails.
supervisor() {
    SUPERVISOR='' born=''
    { read -r SUPERVISOR && read -r born; } 2>/dev/null <"$PID_FILE" || return 1
    [ -n "$SUPERVISOR" ] && [ -n "$born" ] && [ "$(birth "$SUPERVISOR")" = "$born" ]
}

# Above the client's own table, and in its columns.
daemon_note() {
    if supervisor; then
        say "Background   yes, process $SUPERVISOR"
    else
        say "Background   no"
    fi
}

daemon_start() {
    if supervisor; then
        say "the gateway is running already (process $SUPERVISOR)"
        return 0
    fi
    gateway_prepare
    mkdir -p "$RUN"
    chmod 700 "$RUN"
    rm -f "$PID_FILE" "$RUN/gateway.ended"
    set -- gateway supervise
    [ -z "$PORT" ] || set -- "$@" --port "$PORT"
    [ -z "$BIND" ] || set -- "$@" --bind "$BIND"
    [ -z "$VERBOSE" ] || set -- "$@" --verbose
    printf '%s\n' "PORT='$PORT' BIND='$BIND' VERBOSE='$VERBOSE'" >"$RUN/gateway.started"
    log=$CHELA_HOME/logs/chela.log
    lines=0
    [ ! -f "$log" ] || lines=$(wc -l <"$log")
    # Its own session where the system can: a terminal's Ctrl-C and hang-up are not for it.
    if command -v setsid >/dev/null; then set -- setsid "$HERE/chela" "$@"; else set -- nohup "$HERE/chela" "$@"; fi
    "$@" </dev/null >>"$CHELA_HOME/logs/gateway.out" 2>&1 &
    daemon_wait
}

# Until the port is open, as the log says; or until the supervisor gave up.
daemon_wait() {
    ticks=0
    while [ "$ticks" -lt 300 ]; do
        if tail -n "+$((lines + 1))" "$log" 2>/dev/null | grep -q 'listening on'; then
            say "the gateway runs in the background; logs are in $CHELA_HOME/logs"
            return 0
        fi
        [ ! -f "$RUN/gateway.ended" ] || die "the gateway did not start; see $CHELA_HOME/logs/gateway.out and $log"
        ticks=$((ticks + 1))
        sleep 0.1
    done
    die "the gateway does not listen after 30 s; see $log"
}

daemon_stop() {
    if ! supervisor; then
        say "no gateway runs in the background"
        return 0
    fi
    kill -TERM "$SUPERVISOR"
    ticks=0
    while supervisor; do
        ticks=$((ticks + 1))
        [ "$ticks" -lt 200 ] || die "process $SUPERVISOR does not end; see $CHELA_HOME/logs"
        sleep 0.1
    done
    say "the gateway has ended"
}

# As it was started, unless this command says otherwise; the values were checked when they were written.
daemon_restart() {
    if [ -z "$PORT$BIND$VERBOSE" ] && supervisor && [ -f "$RUN/gateway.started" ]; then . "$RUN/gateway.started"; fi
    daemon_stop
    daemon_start
}

daemon_supervise() {
    mkdir -p "$RUN"
    printf '%s\n%s\n' "$$" "$(birth $$)" >"$PID_FILE.$$" && mv "$PID_FILE.$$" "$PID_FILE"
    CHILD='' STOPPING=''
    trap 'STOPPING=yes; [ -z "$CHILD" ] || kill -TERM "$CHILD" 2>/dev/null' TERM INT
    trap '' HUP
    CHELA_BUILD=never
    gateway_prepare
    pause=1
    while :; do
        began=$(date +%s)
        gateway_java daemon_child -Dchela.supervised=true
        [ -z "$STOPPING" ] && [ "$code" -ne 0 ] && [ "$code" -ne "$HOPELESS" ] || break
        [ "$code" -ne "$AGAIN" ] || continue
        [ $(($(date +%s) - began)) -lt 60 ] || pause=1
        echo "$(date): the gateway ended with $code; starting it again in $pause s"
        sleep "$pause" &
        CHILD=$!
        wait "$CHILD" || :
        [ -z "$STOPPING" ] || break
        pause=$((pause < 32 ? pause * 2 : 60))
    done
    echo "$code" >"$RUN/gateway.ended"
    rm -f "$PID_FILE"
}

# A signal ends `wait` before the child has ended, so it is asked again until the child is gone.
daemon_child() {
    "$@" &
    CHILD=$!
    code=0
    wait "$CHILD" || code=$?
    while kill -0 "$CHILD" 2>/dev/null; do
        code=0
        wait "$CHILD" || code=$?
    done
}
