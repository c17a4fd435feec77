"""Surat pertanggungjawaban: bukti pembayaran menurut nilainya, dan dokumen yang belum dicatat ada."""

from flows.aturan import BUKTI_DI_ATASNYA, BUKTI_PEMBAYARAN, DOKUMEN_SPJ, METERAI_DI_ATAS
from flows.engine.model import RowView

ITEM = "Item SPJ"
"""Nama register barisnya: Dokumen, Ada, Lembar, Keterangan."""


def bukti_pembayaran(row: RowView) -> str | None:
    """Bukti yang diminta untuk nilai bruto sebesar itu."""
    bruto = row["Bruto"]
    if not isinstance(bruto, int):
        return None
    name = next((name for most, name in BUKTI_PEMBAYARAN if bruto <= most), BUKTI_DI_ATASNYA)
    if bruto <= METERAI_DI_ATAS:
        return name
    stamped = "kuitansi bermeterai Rp10.000"
    return stamped if name == "kuitansi" else f"{name}, {stamped}"


def belum_ada(row: RowView) -> tuple[str, ...]:
    """Dokumen yang lazim untuk jenis SPJ ini dan tidak tercatat «Ya» di Item SPJ."""
    there = [
        str(line.get("Dokumen") or "").casefold()
        for line in row.lines.get(ITEM, ())
        if line.get("Ada") == "Ya"
    ]
    return tuple(
        wanted
        for wanted in DOKUMEN_SPJ.get(row.text("Jenis SPJ"), ())
        if not any(word.casefold() in said for word in wanted.split(" atau ") for said in there)
    )


def kelengkapan(row: RowView) -> str | None:
    """«lengkap», atau dokumen yang belum ada; kosong selama jenis SPJ belum dipilih. Verifikator yang memutuskan."""
    if not row.text("Jenis SPJ"):
        return None
    lacking = belum_ada(row)
    return f"belum ada: {', '.join(lacking)}" if lacking else "lengkap"
