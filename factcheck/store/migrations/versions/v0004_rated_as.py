"""The words in which a review was published."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("fact_versions", "snapshots"):
        with op.batch_alter_table(table, recreate="always") as batch:
            batch.add_column(sa.Column("rated_as", sa.Text(), nullable=False, server_default=""))
