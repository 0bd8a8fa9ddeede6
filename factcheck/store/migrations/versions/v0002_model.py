"""What a verification model said of a match, and that the default one was not there."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("matches", recreate="always") as batch:
        batch.add_column(sa.Column("probabilities", sa.Text(), nullable=True))
    with op.batch_alter_table("runs", recreate="always") as batch:
        batch.add_column(
            sa.Column("is_model_missing", sa.Boolean(), nullable=False, server_default="0")
        )
