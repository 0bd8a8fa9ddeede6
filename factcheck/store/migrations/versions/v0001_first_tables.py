"""Facts with versions, documents, claims, runs and reviews."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('collections',
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('fact_count', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_collections')),
    sa.UniqueConstraint('name', name=op.f('uq_collections_name'))
    )
    op.create_table('documents',
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('date', sa.Text(), nullable=True),
    sa.Column('date_source', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('blocks', sa.Text(), nullable=False),
    sa.Column('is_derived', sa.Boolean(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_documents')),
    sa.UniqueConstraint('digest', name=op.f('uq_documents_digest'))
    )
    op.create_index(op.f('ix_documents_id'), 'documents', ['id'], unique=False)
    op.create_table('meta',
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_meta'))
    )
    op.create_table('reviews',
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('claim_key', sa.Text(), nullable=False),
    sa.Column('verdict', sa.Text(), nullable=False),
    sa.Column('reviewer', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('created_at', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_reviews'))
    )
    op.create_index(op.f('ix_reviews_claim_key'), 'reviews', ['claim_key'], unique=False)
    op.create_table('revisions',
    sa.Column('revision', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('created_at', sa.Text(), nullable=False),
    sa.Column('collection', sa.Text(), nullable=False),
    sa.Column('fact_count', sa.Integer(), nullable=False),
    sa.Column('digest_sum', sa.Text(), nullable=False),
    sa.Column('newest_checked', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('revision', name=op.f('pk_revisions'))
    )
    op.create_table('runs',
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('started_at', sa.Text(), nullable=False),
    sa.Column('version', sa.Text(), nullable=False),
    sa.Column('facts_count', sa.Integer(), nullable=False),
    sa.Column('facts_digest', sa.Text(), nullable=False),
    sa.Column('collections', sa.Text(), nullable=False),
    sa.Column('newest_checked', sa.Text(), nullable=True),
    sa.Column('model', sa.Text(), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_runs')),
    sa.UniqueConstraint('id', name=op.f('uq_runs_id'))
    )
    op.create_index(op.f('ix_runs_sequence'), 'runs', ['sequence'], unique=False)
    op.create_table('snapshots',
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('fact_id', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('collection', sa.Text(), nullable=False),
    sa.Column('statement', sa.Text(), nullable=False),
    sa.Column('rating', sa.Text(), nullable=False),
    sa.Column('lang', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('sources', sa.Text(), nullable=False),
    sa.Column('urls', sa.Text(), nullable=False),
    sa.Column('published', sa.Text(), nullable=True),
    sa.Column('checked', sa.Text(), nullable=True),
    sa.Column('event_date', sa.Text(), nullable=True),
    sa.Column('valid_from', sa.Text(), nullable=True),
    sa.Column('valid_to', sa.Text(), nullable=True),
    sa.Column('speaker', sa.Text(), nullable=False),
    sa.Column('topics', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_snapshots')),
    sa.UniqueConstraint('digest', name=op.f('uq_snapshots_digest'))
    )
    op.create_index(op.f('ix_snapshots_fact_id'), 'snapshots', ['fact_id'], unique=False)
    op.create_table('claims',
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('document', sa.Integer(), nullable=False),
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('document_id', sa.Text(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('line', sa.Integer(), nullable=False),
    sa.Column('column', sa.Integer(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('block', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('checkworthiness', sa.Float(), nullable=False),
    sa.Column('speaker', sa.Text(), nullable=False),
    sa.Column('event_date', sa.Text(), nullable=True),
    sa.Column('duplicate_of', sa.Text(), nullable=False),
    sa.Column('part_count', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['document'], ['documents.number'], name=op.f('fk_claims_document')),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_claims')),
    sa.UniqueConstraint('digest', name=op.f('uq_claims_digest'))
    )
    op.create_index(op.f('ix_claims_document'), 'claims', ['document'], unique=False)
    op.create_index(op.f('ix_claims_id'), 'claims', ['id'], unique=False)
    op.create_index(op.f('ix_claims_key'), 'claims', ['key'], unique=False)
    op.create_table('facts',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('collection', sa.Integer(), nullable=False),
    sa.Column('retired', sa.Boolean(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['collection'], ['collections.number'], name=op.f('fk_facts_collection')),
    sa.ForeignKeyConstraint(['revision'], ['revisions.revision'], name=op.f('fk_facts_revision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_facts')),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_facts_revision'), 'facts', ['revision'], unique=False)
    op.create_table('run_documents',
    sa.Column('run', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('document', sa.Integer(), nullable=False),
    sa.Column('unresolved_dates', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['document'], ['documents.number'], name=op.f('fk_run_documents_document')),
    sa.ForeignKeyConstraint(['run'], ['runs.number'], name=op.f('fk_run_documents_run')),
    sa.PrimaryKeyConstraint('run', 'position', name=op.f('pk_run_documents'))
    )
    op.create_index(op.f('ix_run_documents_document'), 'run_documents', ['document'], unique=False)
    op.create_table('assessments',
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('run', sa.Integer(), nullable=False),
    sa.Column('document_position', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('claim', sa.Integer(), nullable=False),
    sa.Column('verdict', sa.Text(), nullable=False),
    sa.Column('reasons', sa.Text(), nullable=False),
    sa.Column('confidence', sa.Float(), nullable=True),
    sa.ForeignKeyConstraint(['claim'], ['claims.number'], name=op.f('fk_assessments_claim')),
    sa.ForeignKeyConstraint(['run', 'document_position'], ['run_documents.run', 'run_documents.position'], name=op.f('fk_assessments_run_document_position')),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_assessments')),
    sa.UniqueConstraint('run', 'document_position', 'position', name=op.f('uq_assessments_run_document_position_position'))
    )
    op.create_index(op.f('ix_assessments_claim'), 'assessments', ['claim'], unique=False)
    op.create_table('collection_facts',
    sa.Column('collection', sa.Integer(), nullable=False),
    sa.Column('fact_id', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['collection'], ['collections.number'], name=op.f('fk_collection_facts_collection')),
    sa.ForeignKeyConstraint(['fact_id'], ['facts.id'], name=op.f('fk_collection_facts_fact_id')),
    sa.PrimaryKeyConstraint('collection', 'fact_id', name=op.f('pk_collection_facts')),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_collection_facts_fact_id'), 'collection_facts', ['fact_id'], unique=False)
    op.create_table('fact_versions',
    sa.Column('fact_id', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('statement', sa.Text(), nullable=False),
    sa.Column('rating', sa.Text(), nullable=False),
    sa.Column('lang', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('sources', sa.Text(), nullable=False),
    sa.Column('urls', sa.Text(), nullable=False),
    sa.Column('published', sa.Text(), nullable=True),
    sa.Column('checked', sa.Text(), nullable=True),
    sa.Column('event_date', sa.Text(), nullable=True),
    sa.Column('valid_from', sa.Text(), nullable=True),
    sa.Column('valid_to', sa.Text(), nullable=True),
    sa.Column('speaker', sa.Text(), nullable=False),
    sa.Column('topics', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['fact_id'], ['facts.id'], name=op.f('fk_fact_versions_fact_id')),
    sa.ForeignKeyConstraint(['revision'], ['revisions.revision'], name=op.f('fk_fact_versions_revision')),
    sa.PrimaryKeyConstraint('fact_id', 'version', name=op.f('pk_fact_versions'))
    )
    op.create_table('parts',
    sa.Column('claim', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('speaker', sa.Text(), nullable=False),
    sa.Column('event_date', sa.Text(), nullable=True),
    sa.Column('context', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['claim'], ['claims.number'], name=op.f('fk_parts_claim')),
    sa.PrimaryKeyConstraint('claim', 'position', name=op.f('pk_parts'))
    )
    op.create_table('part_assessments',
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('assessment', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('claim', sa.Integer(), nullable=False),
    sa.Column('part', sa.Integer(), nullable=False),
    sa.Column('verdict', sa.Text(), nullable=False),
    sa.Column('reasons', sa.Text(), nullable=False),
    sa.Column('confidence', sa.Float(), nullable=True),
    sa.ForeignKeyConstraint(['assessment'], ['assessments.number'], name=op.f('fk_part_assessments_assessment')),
    sa.ForeignKeyConstraint(['claim', 'part'], ['parts.claim', 'parts.position'], name=op.f('fk_part_assessments_claim_part')),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_part_assessments')),
    sa.UniqueConstraint('assessment', 'position', name=op.f('uq_part_assessments_assessment_position'))
    )
    op.create_table('matches',
    sa.Column('part_assessment', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('snapshot', sa.Integer(), nullable=False),
    sa.Column('similarity', sa.Float(), nullable=False),
    sa.Column('stance', sa.Text(), nullable=False),
    sa.Column('coverage', sa.Float(), nullable=False),
    sa.Column('comparisons', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['part_assessment'], ['part_assessments.number'], name=op.f('fk_matches_part_assessment')),
    sa.ForeignKeyConstraint(['snapshot'], ['snapshots.number'], name=op.f('fk_matches_snapshot')),
    sa.PrimaryKeyConstraint('part_assessment', 'position', name=op.f('pk_matches'))
    )
    op.create_index(op.f('ix_matches_snapshot'), 'matches', ['snapshot'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_matches_snapshot'), table_name='matches')
    op.drop_table('matches')
    op.drop_table('part_assessments')
    op.drop_table('parts')
    op.drop_table('fact_versions')
    op.drop_index(op.f('ix_collection_facts_fact_id'), table_name='collection_facts')
    op.drop_table('collection_facts')
    op.drop_index(op.f('ix_assessments_claim'), table_name='assessments')
    op.drop_table('assessments')
    op.drop_index(op.f('ix_run_documents_document'), table_name='run_documents')
    op.drop_table('run_documents')
    op.drop_index(op.f('ix_facts_revision'), table_name='facts')
    op.drop_table('facts')
    op.drop_index(op.f('ix_claims_key'), table_name='claims')
    op.drop_index(op.f('ix_claims_id'), table_name='claims')
    op.drop_index(op.f('ix_claims_document'), table_name='claims')
    op.drop_table('claims')
    op.drop_index(op.f('ix_snapshots_fact_id'), table_name='snapshots')
    op.drop_table('snapshots')
    op.drop_index(op.f('ix_runs_sequence'), table_name='runs')
    op.drop_table('runs')
    op.drop_table('revisions')
    op.drop_index(op.f('ix_reviews_claim_key'), table_name='reviews')
    op.drop_table('reviews')
    op.drop_table('meta')
    op.drop_index(op.f('ix_documents_id'), table_name='documents')
    op.drop_table('documents')
    op.drop_table('collections')
