"""Rebuild ``claims.db``, the demonstration store, from ``fixtures/``: ``make demo``.

The same inputs and libraries give the same contents; ``SOURCE_DATE_EPOCH`` is the store's clock.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from factcheck import api
from factcheck.store import Store

ROOT = Path(__file__).resolve().parent.parent
EPOCH = "1735689600"
"""1 January 2025, unless the environment gives another moment."""
TEXTS = ("article.txt", "altered.txt")
RULES = "none"
"""No verification model: its last decimals depend on the processor, and the store must not."""
LARGEST = 2 * 1024 * 1024
"""Bytes the store may have: everyone who clones the repository carries it."""


def build(target: Path) -> None:
    """Write a fresh demonstration store to ``target``: every fact table, every text checked."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", EPOCH)
    folders = [path.parent for path in sorted((ROOT / "fixtures").glob("*/gold.json"))]
    # A text is stored under the path it was read from, which must not depend on this machine.
    with contextlib.chdir(ROOT), Store(target) as store:
        for folder in folders:
            api.import_facts(store, folder / "facts.csv", collection=folder.name)
        for folder in folders:
            gold = json.loads((folder / "gold.json").read_text("utf-8"))
            for name in TEXTS:
                source = (folder / name).relative_to(ROOT).as_posix()
                day = date.fromisoformat(gold["date"])
                api.check_source(source, store=store, date=day, lang=gold["lang"], model=RULES)
        store.mark_demo()


def main(arguments: list[str]) -> int:
    """Replace the store named by the first argument, else ``claims.db`` in the root."""
    target = Path(arguments[0]).resolve() if arguments else ROOT / "claims.db"
    with TemporaryDirectory(dir=target.parent) as folder:  # with the index built on the way
        fresh = Path(folder) / target.name
        build(fresh)
        size = fresh.stat().st_size
        if size > LARGEST:
            sys.exit(f"{target}: would have {size} bytes, more than {LARGEST}")
        fresh.replace(target)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
