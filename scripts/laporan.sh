#!/usr/bin/env bash
# Each month, for cron: last month's reports. scripts/laporan.sh /srv/alur [agenda|rekap|bmd|kum|semua] [--from DAY --to DAY]
set -uo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
office="${1:?usage: scripts/laporan.sh OFFICE_FOLDER [agenda|rekap|bmd|kum|semua] [--from DAY --to DAY]}"
shift
exec "$here/.venv/bin/alur" --office "$office" report "$@"
