"""The process that answers workflows: the composition root."""

from config.collector import collect_seldom

collect_seldom()
