"""Errors of the servers and of the register, told as one sentence with an exit code."""

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from cli.exits import ConsoleError, Exit, held_by_another, misused, not_found, unreachable
from config.child import ServerStartError
from config.data_lock import DataFolderInUseError
from eventstore.durability import NotDurableError
from eventstore.event_types import CatalogueDriftError, UnknownEventError
from eventstore.migrate import MigrationDriftError
from eventstore.read import HoleError

AWAY = (
    ConnectionError,
    TimeoutError,
    socket.gaierror,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InvalidCatalogNameError,
)
_NO_WAY = (errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EHOSTDOWN, errno.ENETDOWN, None)
"""What else says that nobody is there; None where several addresses were tried in vain."""
_UNFIT = (NotDurableError, UnknownEventError)
_FAULTS = (*_UNFIT, MigrationDriftError, CatalogueDriftError, HoleError)


@contextmanager
def explained() -> Iterator[None]:
    """Turn what can go wrong with servers and register into an error that people understand."""
    try:
        yield
    except BrokenPipeError:  # whoever reads our output has seen enough: not PostgreSQL
        raise
    except asyncpg.UndefinedTableError:
        raise not_found("this database holds no register yet; `plenary up` makes one") from None
    except asyncpg.ClientConfigurationError as error:
        raise misused(f"the address of PostgreSQL makes no sense: {_words(error)}") from None
    except AWAY as error:
        raise unreachable(f"PostgreSQL does not answer: {_words(error)}") from error
    except OSError as error:
        if error.errno not in _NO_WAY:
            raise
        raise unreachable(f"PostgreSQL does not answer: {_words(error)}") from error
    except DataFolderInUseError as error:
        raise held_by_another(str(error)) from error
    except ServerStartError as error:
        raise unreachable(str(error)) from error
    except _FAULTS as error:
        raise _fault(error) from error


def _fault(error: Exception) -> ConsoleError:
    """Return the error for a register that is not as it should be."""
    code = "verification-failed" if isinstance(error, HoleError) else "register-unfit"
    ended = Exit.UNEXPECTED if isinstance(error, _UNFIT) else Exit.VERIFICATION_FAILED
    return ConsoleError(code, str(error), exit_code=ended)


def _words(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
