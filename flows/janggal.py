"""Yang terbaca tetapi janggal pada satu baris Data Usaha Mikro atau Data Koperasi; ditulis di kolom Pesan."""

from datetime import date

from flows.aturan import BATAS_MODAL_MIKRO, BATAS_OMZET_MIKRO
from flows.engine.model import RowView

MODAL_SENDIRI = ("Simpanan pokok", "Simpanan wajib", "Cadangan", "Hibah")
"""Bagian-bagian modal sendiri koperasi."""


def janggal(row: RowView) -> str:
    """Yang perlu dilihat pada satu baris usaha: melampaui batas usaha mikro, NIK tidak cocok, PIRT lewat."""
    modal, omzet = row["Modal usaha"], row["Omzet setahun"]
    if (isinstance(modal, int) and modal > BATAS_MODAL_MIKRO) or (
        isinstance(omzet, int) and omzet > BATAS_OMZET_MIKRO
    ):
        return "Melampaui batas usaha mikro (PP 7/2021 Pasal 35); pembinaannya kewenangan Provinsi."
    nik, sex = row.text("NIK"), row.text("Jenis kelamin")
    if len(nik) == 16 and sex and (int(nik[6:8]) > 40) != (sex == "Perempuan"):
        told = "perempuan" if int(nik[6:8]) > 40 else "laki-laki"
        return f"NIK menunjuk {told}, kolom Jenis kelamin «{sex}»; periksa."
    for name in ("PIRT", "Halal", "Merek", "Izin edar"):
        until = row[f"{name} berlaku sampai"]
        if isinstance(until, date) and row.today is not None and until < row.today:
            return f"{name} berlaku sampai {until:%d-%m-%Y}; sudah lewat."
    return ""


def janggal_koperasi(row: RowView) -> str:
    """Yang perlu dilihat pada satu baris koperasi: tanggal belum tiba, modal tidak cocok, sertifikat NIK lewat."""
    founded = row["Tanggal badan hukum"]
    if isinstance(founded, date) and row.today is not None and founded > row.today:
        return f"Tanggal badan hukum {founded:%d-%m-%Y} belum tiba; periksa."
    own, other, assets = row["Modal sendiri"], row["Modal luar"], row["Aset"]
    if isinstance(own, int) and isinstance(other, int) and isinstance(assets, int) and own + other != assets:
        return "Aset tidak sama dengan modal sendiri ditambah modal luar; periksa."
    parts = [part for heading in MODAL_SENDIRI if isinstance(part := row[heading], int)]
    if len(parts) == len(MODAL_SENDIRI) and own is not None and own != sum(parts):
        return f"Modal sendiri tidak sama dengan jumlah {', '.join(MODAL_SENDIRI).lower()}; periksa."
    if row["Status NIK"] != "Sertifikat-Aktif":
        return ""
    if row["Grade"] == "D":
        return "Grade D: sertifikat NIK sudah tidak berlaku; Status NIK masih «Sertifikat-Aktif»."
    until = row["NIK berlaku sampai"]
    if isinstance(until, date) and row.today is not None and until < row.today:
        return f"Sertifikat NIK berlaku sampai {until:%d-%m-%Y}; Status NIK masih «Sertifikat-Aktif»."
    return ""
