#!/usr/bin/env bash
# Each night, for cron: is the journal whole, and do numbers and ledger agree? scripts/verify.sh /srv/alur
set -uo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
office="${1:?usage: scripts/verify.sh OFFICE_FOLDER}"
[[ -d "$office" ]] || { echo "$office: there is no such folder" >&2; exit 2; }
mkdir -p "$office/log"
"$here/.venv/bin/alur" --office "$office" journal verify >>"$office/log/verify-$(date +%Y-%m).log"
