"""What the fact table was asked for each claim, and which facts were compared."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "searches",
        sa.Column("assessment", sa.Integer(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("claim_parts", sa.Text(), nullable=True),
        sa.Column("claim_references", sa.Text(), nullable=False),
        sa.Column("terms", sa.LargeBinary(), nullable=False),
        sa.Column("reaches", sa.LargeBinary(), nullable=False),
        sa.Column("facts", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment"], ["assessments.number"], name="fk_searches_assessment"
        ),
        sa.PrimaryKeyConstraint("assessment", name="pk_searches"),
    )
