"""Properties take the time they take: on a busy machine a limit would only find the machine."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
