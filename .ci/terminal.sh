# Makes the commands of the README typeable by a script.
# shellcheck shell=bash

# wait_until WHAT COMMAND...: tries the command until it succeeds.
wait_until() {
    local patience=$((SECONDS + 180))
    until "${@:2}" >/dev/null 2>&1; do
        ((SECONDS < patience)) || { echo "not within three minutes: $1" >&2; return 1; }
        sleep 0.1
    done
}

connected() {
    curl -fsS --get --data-urlencode "room=$1" "http://localhost:${HERMES_PORT:-4500}/api/connections" | grep -q '"connection":'
}

# listen ROOM COMMAND...: runs a WebSocket client in the background, as a second terminal would, until it is connected.
listen() {
    # It leaves when its standard input ends, which is when this shell does.
    "${@:2}" < <(exec tail -f /dev/null --pid=$$ 2>/dev/null) >"$HEARD" 2>&1 &
    wait_until "a WebSocket client is connected" connected "$1"
}

# await_heard TEXT: waits until the WebSocket client has received it.
await_heard() {
    wait_until "the WebSocket client receives $1" grep -q "$1" "$HEARD"
}

if ! command -v aws >/dev/null; then
    aws() {
        echo "NOT CHECKED, because the AWS CLI is not on PATH: aws $*"
    }
fi
