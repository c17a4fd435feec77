"""The pages that people meet: forms, tracking, links for outsiders, verification of letters. Flask, no JavaScript."""

from connectors.web.app import create_app

__all__ = ["create_app"]
