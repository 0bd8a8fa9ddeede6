"""Where Alembic enters: it runs on the connection that ``factcheck.store.opening`` hands over."""

from __future__ import annotations

from alembic import context

from factcheck.store.schema import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
