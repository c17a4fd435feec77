"""Kegiatan dengan peserta dan narasumber (pelatihan, fasilitasi pembiayaan): daftar pesertanya, dan apa yang ditanyakan
kepada narasumber dan peserta."""

from collections.abc import Sequence
from enum import StrEnum

from flows.engine.columns import Column, Email, Owner, Phone, Text, Whole
from flows.engine.model import Field, Fill, Form, Register, RowView
from flows.registers import KELURAHAN

DASAR = "dasar: pelayanan publik (UU 27/2022 Pasal 20)."
PESERTA = (
    Column("Nama", required=True, personal=True, width=26),
    Column("Usaha atau koperasi", width=28),
    Column("Kelurahan", KELURAHAN, width=18),
    Column("HP", Phone(), personal=True, width=16),
    Column("Pos-el", Email(), personal=True, width=26),
)
EVALUASI = (
    Column("Nilai evaluasi", Whole(1, 5), width=10, help="1 kurang sekali s.d. 5 baik sekali."),
    Column("Saran peserta", Text(lines=2), width=28),
)
SIMPULAN = Column(
    "Simpulan dan saran",
    Text(lines=3),
    width=36,
    help="Bab IV laporan: apa yang tercapai, apa yang disarankan.",
)
HASIL_EVALUASI = Column("Evaluasi peserta", Text(lines=2), owner=Owner.ENGINE, width=34)


def evaluasi(peserta: Register) -> Fill:
    """Isi «Evaluasi peserta» dengan banyaknya penilaian dan rata-ratanya, lalu saran peserta, satu setiap baris."""

    def ringkasan(row: RowView) -> str:
        lines = row.lines.get(peserta.name, ())
        values = [value for line in lines if isinstance(value := line.get("Nilai evaluasi"), int)]
        if not values:
            return "Tidak ada penilaian peserta."
        tenths = (20 * sum(values) + len(values)) // (2 * len(values))
        told = f"{len(values)} penilaian peserta, rata-rata {tenths // 10},{tenths % 10} dari 5."
        return "\n".join([told, *(f"- {text}" for line in lines if (text := line.get("Saran peserta")))])

    return Fill(HASIL_EVALUASI.heading, ringkasan)


def kesediaan_narasumber(kode: str, pada: StrEnum) -> Form:
    """Jawaban narasumber atas permohonan kita, selama berkas berada ``pada`` status itu."""
    return Form(
        kode,
        "Kesediaan narasumber",
        (Field("Catatan", "Catatan narasumber", help="Misalnya kebutuhan alat, atau sebab tidak bersedia."),),
        answers=pada,
        public=False,
        privacy=f"Dipakai untuk menyiapkan kegiatan; {DASAR}",
        receipt="Jawaban Saudara telah kami terima.",
    )


def pendaftaran_peserta(kode: str, peserta: Register, selama: Sequence[StrEnum], *tambahan: Field) -> Form:
    """Pendaftaran menambah satu baris peserta pada kegiatan itu."""
    return Form(
        kode,
        "Pendaftaran peserta",
        (
            Field("Nama", "Nama", required=True),
            Field("Usaha atau koperasi", "Usaha atau koperasi", required=True),
            Field("Kelurahan", "Kelurahan", required=True),
            Field("HP", "HP"),
            Field("Pos-el", "Pos-el", help="Undangan dikirim ke alamat ini."),
            *tambahan,
        ),
        adds=peserta,
        during=tuple(selama),
        public=False,
        privacy=f"Dipakai untuk kegiatan ini dan pembinaan sesudahnya; {DASAR}",
        receipt="Pendaftaran Saudara telah kami terima.",
    )


def evaluasi_peserta(kode: str, peserta: Register, selama: Sequence[StrEnum]) -> Form:
    """Penilaian peserta sesudah kegiatan, boleh tanpa nama."""
    return Form(
        kode,
        "Evaluasi peserta",
        (
            Field("Nama", "Nama", required=True, help="Boleh ditulis «anonim»."),
            Field(
                "Nilai kegiatan", "Nilai evaluasi", required=True, help="1 kurang sekali s.d. 5 baik sekali."
            ),
            Field("Saran", "Saran peserta"),
        ),
        adds=peserta,
        during=tuple(selama),
        public=False,
        privacy=f"Dipakai untuk memperbaiki kegiatan; {DASAR}",
        receipt="Terima kasih atas penilaian Saudara.",
    )
