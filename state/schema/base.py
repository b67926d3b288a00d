"""What the tables share: how an instant is kept, and the catalogue that they are in."""

from datetime import UTC, datetime

from sqlalchemy import Dialect, MetaData, String, TypeDecorator


class Instant(TypeDecorator[datetime]):
    """A timezone-aware instant, kept as fixed-width ISO 8601 text in UTC: it sorts and can be read."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002  SQLAlchemy's signature
        """Refuse a naive datetime: nobody could say later which instant it was."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime: {value!r}")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """An aware datetime in UTC; one that an earlier version wrote past this type has no offset, and is UTC."""
        if value is None:
            return None
        read = datetime.fromisoformat(value)
        return read.replace(tzinfo=UTC) if read.tzinfo is None else read


metadata = MetaData()
