"""The store of facts, claims and runs: SQLAlchemy Core over SQLite; importing it is slow."""

from factcheck.store.records import EVERY_CLAIM, ClaimFilter, StoreInfo
from factcheck.store.store import Store

__all__ = ["EVERY_CLAIM", "ClaimFilter", "Store", "StoreInfo"]
