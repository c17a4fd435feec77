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

# Di luar kantor
PENGIRIM_SURAT = Desk("Dinas/Masyarakat/Lembaga lain", outside=True, email="Pos-el pengirim")
BPKA = Desk("BPKA", outside=True)
KELURAHAN = Desk("Kelurahan", outside=True, email="Pos-el kelurahan")
PIHAK_KETIGA = Desk("Pihak Ketiga", outside=True, email="Pos-el pihak ketiga")
KEMENTERIAN = Desk("Kementerian Koperasi", outside=True)
PENGURUS_KOPERASI = Desk("Pengurus Koperasi", outside=True, email="Pos-el pengurus")
KOPERASI = Desk("Koperasi", outside=True, email="Pos-el pengurus")
MEDIA_MASSA = Desk("Media Massa", outside=True)
TIM_PENYELESAI = Desk("Tim Penyelesai", outside=True)
