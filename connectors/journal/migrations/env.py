"""Run by Alembic, inside the transaction that the journal has opened."""

from alembic import context

from connectors.journal.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"], target_metadata=METADATA, transactional_ddl=False
)
context.run_migrations()
