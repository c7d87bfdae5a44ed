#!/bin/sh
# Hand three events of a dossier over to a server that runs with --demo, and read what became of them.
#
# usage: hand-over.sh ADDRESS KEY        ADDRESS like http://127.0.0.1:8080
#
# KEY is what this printed last:  motcua api-key create --name 'Thử' --source thu
set -eu
address=$1
day=$(date +%Y-%m-%d)
code="H31.12.45-$(date +%y%m%d)-0042"
events=$(mktemp)
headers=$(mktemp)
trap 'rm -f "$events" "$headers"' EXIT

# One event a line. What a later event does not say stays as it was.
cat >"$events" <<END
{"id":"thu-1","dossier":"$code","at":"${day}T00:10:00+07:00","kind":"received","agency":"so-tu-phap","procedure":"1.001193","channel":"in_person","term":{"amount":3,"unit":"working_day"},"applicant":{"name":"Nguyễn Thị Lan","phone":"0912 345 678"}}
{"id":"thu-2","dossier":"$code","at":"${day}T00:20:00+07:00","kind":"forwarded","desk":"ban-03"}
{"id":"thu-3","dossier":"$code","at":"hôm qua","kind":"resolved"}
END

# The key goes in by a file: on the command line every user of the machine could read it.
printf 'Authorization: Bearer %s\n' "$2" >"$headers"

# A batch that was not answered is sent again, whole: events that are there are known by their ids.
curl --silent --show-error --fail-with-body --max-time 600 --retry 5 --retry-all-errors --retry-delay 1 \
  -H @"$headers" -H 'Content-Type: application/x-ndjson' \
  --data-binary @"$events" "$address/v1/integrations/dossiers"
echo
