"""The one way in which a pure decision says that it must know more."""


class NotLoadedError(LookupError):
    """A decision asked for cases that were not read yet: read them and decide again."""

    def __init__(self, *streams: str) -> None:
        """Name the streams to read."""
        super().__init__(*streams)
        self.streams = streams
