#!/usr/bin/env bash
# A pass, for cron: scripts/sync.sh /srv/alur. Prints only what needs the operator; keeps a log in the office folder.
set -uo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
office="${1:?usage: scripts/sync.sh OFFICE_FOLDER}"
[[ -d "$office" ]] || { echo "$office: there is no such folder" >&2; exit 2; }
mkdir -p "$office/log"
status=0
"$here/.venv/bin/alur" --office "$office" sync >>"$office/log/sync-$(date +%Y-%m).log" || status=$?
exit "$status"
