"""How the tables of the journal came to be, step by step; run at opening when there is a newer step."""
