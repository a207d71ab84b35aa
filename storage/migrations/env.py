"""Runs migrations on the connection that `storage/schema.py` hands over.

Alembic loads this file itself and wants its statements at the top.
"""

from alembic import context

from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata
)
context.run_migrations()
