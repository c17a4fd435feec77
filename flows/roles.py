"""Meja: siapa yang bertindak, dengan nama di peta proses bisnis.

``config/people.toml`` says who sits at each desk of the office, by just these names.
"""

from flows.engine.model import Desk, DeskFrom

# Di dalam kantor
KEPALA_DINAS = Desk("Kepala Dinas")
SEKRETARIS = Desk("Sekretaris Dinas")
SEKRETARIAT = Desk("Sekretariat")
SUBBAG_UMUM = Desk("Subbag Umum dan Kepegawaian")
SUBBAG_PROGRAM = Desk("Subbag Program dan Keuangan")
BIDANG_KOPERASI = Desk("Bidang Koperasi")
BIDANG_USAHA_MIKRO = Desk("Bidang Usaha Mikro")
CARAKA = Desk("Caraka")
BENDAHARA = Desk("Bendahara")
PPTK = Desk("PPTK")
VERIFIKATOR = Desk("Verifikator")
PPK_SKPD = Desk("PPK-SKPD")  # Pejabat Penatausahaan Keuangan, bukan Pejabat Pembuat Komitmen
PENGGUNA_ANGGARAN = Desk("Pengguna Anggaran")
PENGURUS_BARANG = Desk("Pengurus Barang")
PENGADAAN_BARANG = Desk("Pengadaan Barang")
PEGAWAI = Desk("Pegawai")
TIM_PELAKSANA = Desk("Tim Pelaksana")
TIM_PENDATAAN = Desk("Tim Pendataan")
PENDAMPING = Desk("Pendamping")

UNIT_PENGOLAH = (SEKRETARIAT, SUBBAG_UMUM, SUBBAG_PROGRAM, BIDANG_KOPERASI, BIDANG_USAHA_MIKRO)
"""Unit yang mengonsep surat dan menerima disposisi."""

BIDANG_PENGOLAH = DeskFrom("Bidang pengolah", UNIT_PENGOLAH)
BIDANG = DeskFrom("Bidang", (BIDANG_KOPERASI, BIDANG_USAHA_MIKRO))
"""Bidang yang menangani, menurut kolom «Bidang»."""

# Di luar kantor
PENGIRIM_SURAT = Desk("Dinas/Masyarakat/Lembaga lain", outside=True, email="Pos-el pengirim")
BPKA = Desk("BPKA", outside=True, email="Pos-el BPKA")
BPKA_BAPPEDA = Desk("BPKA + BAPPEDA", outside=True, email="Pos-el BPKA")
BPKA_KEUANGAN = Desk("Bidang Keuangan BPKA", outside=True, email="Pos-el BPKA")
BPKA_INSPEKTORAT = Desk("Bidang Keuangan BPKA + Inspektorat", outside=True)
BPKA_ANGGARAN = Desk("Bidang Anggaran BPKA", outside=True)
BAPPEDA = Desk("BAPPEDA", outside=True, email="Pos-el BAPPEDA")
BAPPEDA_INSPEKTORAT = Desk("BAPPEDA + Inspektorat", outside=True)
BAGIAN_ORGANISASI = Desk("Bagian Organisasi", outside=True)
BKD = Desk("BKD", outside=True, email="Pos-el BKD")
PENYEDIA = Desk("Penyedia", outside=True, email="Pos-el penyedia")
NARASUMBER = Desk("Narasumber", outside=True, email="Pos-el narasumber")
PAGUYUBAN = Desk("Paguyuban", outside=True, email="Pos-el paguyuban")
EO = Desk("EO", outside=True, email="Pos-el EO")
PESERTA_PROMOSI = Desk("Koperasi/Pelaku Usaha + EO", outside=True, email="Pos-el peserta")
PEMOHON_PENDAMPINGAN = Desk("Koperasi/Pelaku Usaha", outside=True, email="Pos-el pemohon")
PROVINSI = Desk("Provinsi", outside=True, email="Pos-el penyelenggara")
OSS = Desk("OSS", outside=True)
DPMPTSP = Desk("DPMPTSP", outside=True)
STAKEHOLDER = Desk("Stakeholder", outside=True, email="Pos-el pemohon")
KELURAHAN = Desk("Kelurahan", outside=True, email="Pos-el kelurahan")
CAMAT = Desk("Camat", outside=True, email="Pos-el kecamatan")
PIHAK_KETIGA = Desk("Pihak Ketiga", outside=True, email="Pos-el pihak ketiga")
KEMENTERIAN = Desk("Kementerian Koperasi", outside=True, email="Pos-el Kementerian")
PENGURUS_KOPERASI = Desk("Pengurus Koperasi", outside=True, email="Pos-el pengurus")
KOPERASI = Desk("Koperasi", outside=True, email="Pos-el pengurus")
MEDIA_MASSA = Desk("Media Massa", outside=True, email="Pos-el media")
TIM_PENYELESAI = Desk("Tim Penyelesai", outside=True, email="Pos-el Tim Penyelesai")
