"""P1. Umum dan kepegawaian."""
