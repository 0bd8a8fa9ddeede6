"""The store of facts, claims and runs: SQLAlchemy Core over SQLite; importing it is slow."""

from factcheck.store.records import EVERY_CLAIM, ClaimFilter, Removed, StoredText, StoreInfo
from factcheck.store.store import Store

__all__ = ["EVERY_CLAIM", "ClaimFilter", "Removed", "Store", "StoreInfo", "StoredText"]
