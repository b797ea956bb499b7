"""The one way in which a pure decision says that it must know more."""


class NotLoadedError(LookupError):
    """A decision asked for a case that was not read yet: read it and decide again."""

    def __init__(self, stream: str) -> None:
        """Name the stream to read."""
        super().__init__(stream)
        self.stream = stream
