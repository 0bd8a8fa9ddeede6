"""Write generated pairs as JSON lines: ``python -m training.verification.templates 100``."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict

from .generator import generate


def main() -> None:
    """Read the arguments and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    for pair in generate(given.seed, given.count):
        sys.stdout.write(json.dumps(asdict(pair), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
