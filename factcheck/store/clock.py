"""The one clock of the store."""

from __future__ import annotations

import os
from datetime import UTC, datetime


def timestamp(moment: datetime | None = None) -> str:
    """Return ``moment`` (now when absent) in UTC as ISO text, to the second.

    ``SOURCE_DATE_EPOCH`` replaces "now", so a rebuilt demonstration store has the same contents.
    A moment without a zone is taken as UTC.
    """
    if moment is None:
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    elif moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).isoformat(timespec="seconds")
