#!/usr/bin/env bash
# Each month, for cron: the lists of the archive as letters. scripts/daftar_arsip.sh /srv/alur
set -uo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
exec "$here/.venv/bin/alur" --office "${1:?usage: scripts/daftar_arsip.sh OFFICE_FOLDER}" archive-list
