"""Dull, readable stand-ins for the ports, and a small office built of them."""
