"""Every command and every event by its stored name."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.cases import DEFINITIONS, SHARED_COMMANDS, SHARED_EVENTS
from domain.messages import Command, Event
from domain.time_limits import PassDeadline

COMMANDS: Mapping[str, type[Command]] = MappingProxyType(
    {
        command.model_fields["type"].default: command
        for command in (
            *SHARED_COMMANDS,
            *(each for definition in DEFINITIONS.values() for each in definition.commands),
        )
    }
)
"""All commands; `PassDeadline` among them is the clock's alone."""

ACTS: Mapping[str, type[Command]] = MappingProxyType(
    {name: command for name, command in COMMANDS.items() if command is not PassDeadline}
)
"""What a person may submit."""

EVENTS: Mapping[str, type[Event]] = MappingProxyType(
    {
        event.model_fields["type"].default: event
        for event in (
            *SHARED_EVENTS,
            *(each for definition in DEFINITIONS.values() for each in definition.events),
        )
    }
)
"""All events. A name once recorded is never reused and never removed."""
