"""SPJ: the proof that an amount needs, and which of the usual papers are not there yet."""

from __future__ import annotations

import pytest

from flows.engine.model import RowView
from flows.spj import bukti_pembayaran, kelengkapan


@pytest.mark.parametrize(
    ("bruto", "proof"),
    [
        (5_000_000, "bukti pembelian"),
        (10_000_000, "bukti pembelian, kuitansi bermeterai Rp10.000"),
        (50_000_000, "kuitansi bermeterai Rp10.000"),
        (200_000_000, "surat perintah kerja (SPK), kuitansi bermeterai Rp10.000"),
        (200_000_001, "kontrak (surat perjanjian), kuitansi bermeterai Rp10.000"),
        (None, None),
    ],
)
def test_the_proof_of_a_payment_goes_by_its_amount(bruto: int | None, proof: str | None) -> None:
    assert bukti_pembayaran(RowView({"Bruto": bruto})) == proof


def test_the_papers_that_are_not_noted_as_there_are_named() -> None:
    lines = {
        "Item SPJ": [
            {"Dokumen": "Kuitansi bermeterai", "Ada": "Ya"},
            {"Dokumen": "Surat tugas dan SPPD berstempel", "Ada": "Ya"},
            {"Dokumen": "Laporan perjalanan", "Ada": "Tidak"},
            {"Dokumen": "Bukti transpor", "Ada": "Ya"},
        ]
    }
    row = RowView({"Jenis SPJ": "Perjalanan dinas"}, lines=lines)
    assert kelengkapan(row) == "belum ada: Laporan"
    lines["Item SPJ"][2]["Ada"] = "Ya"
    assert kelengkapan(row) == "lengkap"
    assert kelengkapan(RowView({}, lines=lines)) is None
