"""Import of a feed of reviews: ``python benchmarks/sources.py [--items N] [--json]``.

Generates a DataFeed of ClaimReviews (seeded), reads it, imports it twice into a new store and says
how many items a second each takes and what the second import changed.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from factcheck.api import import_facts
from factcheck.sources import read_facts
from factcheck.store import Store

SEED = 7
WORDS = ("Falso", "Vero", "Fuori contesto", "Mostly false", "Four Pinocchios", "Irreführend")
PLACES = ("Valdora", "Monteselva", "Harwick", "Torre Salina", "Ponteverde", "Eastmoor")


def review(number: int, chance: random.Random) -> dict[str, Any]:
    """Return one ClaimReview as feeds have it; one in ten names no language."""
    place = chance.choice(PLACES)
    day = (
        f"20{chance.randrange(15, 25)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 28):02d}"
    )
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"https://verifica.example/{number}",
        "claimReviewed": f"Nel comune di {place} ci sono {number} strade &quot;chiuse&quot;",
        "author": {"@type": "Organization", "name": "Verifica", "url": "https://verifica.example/"},
        "datePublished": f"{day}T10:00:00+01:00",
        "inLanguage": "it" if number % 10 else None,
        "reviewRating": {
            "@type": "Rating",
            "alternateName": chance.choice(WORDS),
            "ratingValue": str(chance.randrange(1, 6)),
            "bestRating": "5",
            "worstRating": "1",
        },
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Person", "name": f"Lia Ferri {number % 97}"},
            "datePublished": day,
            "appearance": [{"@type": "CreativeWork", "url": f"https://strade.example/{number}"}],
        },
    }


def write_feed(path: Path, items: int) -> None:
    """Write a DataFeed of ``items`` reviews to ``path``."""
    chance = random.Random(SEED)  # noqa: S311 - seeded sampling
    elements = [
        {"@type": "DataFeedItem", "item": [review(number, chance)]} for number in range(items)
    ]
    feed = {"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": elements}
    path.write_text(json.dumps(feed, indent=1), "utf-8")


def measure(items: int) -> dict[str, float]:
    """Return items a second of reading and of two imports, and what the second one changed."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "feed.json"
        write_feed(path, items)
        start = time.perf_counter()
        read = sum(1 for _ in read_facts(str(path)))
        figures: dict[str, float] = {
            "items": items,
            "read": read,
            "megabytes": round(path.stat().st_size / 1e6, 1),
            "read_per_second": round(items / (time.perf_counter() - start)),
        }
        with Store(Path(folder) / "claims.db") as store:
            for turn in ("first", "second"):
                start = time.perf_counter()
                result = import_facts(store, path)
                figures[f"{turn}_per_second"] = round(items / (time.perf_counter() - start))
                figures[f"{turn}_changed"] = result.added + result.updated + result.retired
    return figures


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead")
    options = parser.parse_args()
    figures = measure(options.items)
    if options.json:
        print(json.dumps(figures))
        return
    for name, figure in figures.items():
        print(f"{name:20s}{figure:12,}")


if __name__ == "__main__":
    main()
