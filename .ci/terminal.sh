# Makes the commands of the README typeable by a script.
# shellcheck shell=bash

# Runs a WebSocket client in the background, as a second terminal would, until it is connected.
listen() {
    local patience=$((SECONDS + 60))
    # It leaves when its standard input ends, which is when this shell does.
    "$@" < <(exec tail -f /dev/null --pid=$$ 2>/dev/null) >"$HEARD" 2>&1 &
    until grep -q Connected "$HEARD"; do
        ((SECONDS < patience)) || { cat "$HEARD" >&2; return 1; }
        sleep 0.1
    done
}

# Waits until the WebSocket client has received a text.
await_heard() {
    local patience=$((SECONDS + 20))
    until grep -q "$1" "$HEARD"; do
        ((SECONDS < patience)) || { echo "the WebSocket client never received $1, but" >&2; cat "$HEARD" >&2; return 1; }
        sleep 0.1
    done
}

if ! command -v aws >/dev/null; then
    aws() {
        echo "NOT CHECKED, because the AWS CLI is not on PATH: aws $*"
    }
fi
