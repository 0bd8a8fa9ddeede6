"""Who changed facts and why, when facts retired, and what people decided beside the verdicts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("revisions", recreate="always") as batch:
        batch.add_column(sa.Column("kind", sa.Text(), nullable=False, server_default="import"))
        batch.add_column(_late_text("author"))
        batch.add_column(_late_text("note"))
    with op.batch_alter_table("reviews", recreate="always") as batch:
        for name in ("part", "text", "lang"):
            batch.add_column(_late_text(name))
    with op.batch_alter_table("assessments", recreate="always") as batch:
        batch.add_column(sa.Column("reviewed", sa.Text(), nullable=True))
    op.create_table(
        "retirements",
        sa.Column("fact_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["fact_id"], ["facts.id"], name=op.f("fk_retirements_fact_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision"], ["revisions.revision"], name=op.f("fk_retirements_revision")
        ),
        sa.PrimaryKeyConstraint("fact_id", "revision", name=op.f("pk_retirements")),
    )
    op.create_index(op.f("ix_retirements_revision"), "retirements", ["revision"])
    op.execute(
        "INSERT INTO retirements (fact_id, revision, retired) "
        "SELECT id, revision, retired FROM facts WHERE retired"
    )


def _late_text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default="")
