"""The one way by which decisions come in, whatever page, form or letter carries them."""
