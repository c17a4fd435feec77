"""Mail: composed from templates, put into an outbox folder or handed to an SMTP server."""
