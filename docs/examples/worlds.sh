#!/usr/bin/env bash
# A test with a world of its own. Other tests may run at the same time: no world sees another.
set -euo pipefail

emulator="${EMULATOR_URL:-http://localhost:8080}"

control() { # method path [body]
  curl --silent --show-error --fail-with-body --request "$1" "$emulator$2" \
    ${EMULATOR_KEY:+--header "X-Emulator-Key: $EMULATOR_KEY"} \
    ${3:+--header 'Content-Type: application/json' --data "$3"}
}

expect() { # what wanted actual
  [ "$2" = "$3" ] || { echo "$1: wanted '$2', was '$3'" >&2; exit 1; }
}

# 1. Create a world, here with the documented examples. Controls need the key if the emulator runs in another container.
created=$(control POST /_emulator/worlds '{"world":"sample","expiresAfter":"PT1H"}')
world=$(sed 's/.*"self":"\([^"]*\)".*/\1/' <<< "$created")
authorization=$(sed 's/.*"authorization":"\([^"]*\)".*/\1/' <<< "$created")

# 6. Delete the world, whatever happens. If this never runs, the world expires after an hour without use.
trap 'control DELETE "$world"' EXIT

# 2. The client under test needs the address and this header, nothing else.
targets="$emulator/v3/users/565039506/enrolledTargets"
status() { curl --silent --output /dev/null --write-out '%{http_code}' --header "Authorization: $authorization" "$targets"; }
body() { curl --silent --header "Authorization: $authorization" "$targets"; }
expect 'targets are active' 200 "$(status)"

# 3. Travel in time: every target of the sample has ended by 2100.
control PUT "$world/clock" '{"mode":"frozen","at":"2100-01-01T00:00:00Z"}' > /dev/null
expect 'no target is active in 2100' '{"data":[],' "$(body | cut -c 1-11)"

# 4. Fail on purpose: the next request exceeds the rate limit, the one after it succeeds.
control PUT "$world/faults" \
  '{"rules":[{"match":{"operation":"getEnrolledTargets"},"effect":{"status":429},"times":{"first":1}}]}' > /dev/null
expect 'the rate limit is hit' 429 "$(status)"
expect 'the second attempt succeeds' 200 "$(status)"

# 5. Verify what the client really sent.
control POST "$world/requests/verify" '{"match":{"operation":"getEnrolledTargets"},"count":4}' > /dev/null
control POST "$world/requests/verify" '{"sequence":[{"status":429},{"status":200}]}' > /dev/null

echo 'Done: created a world, travelled in time, failed on purpose, verified the requests, deleted the world.'
