"""The configuration of an office, read and checked: ``load_office(folder)``."""

from connectors.config.days import Calendar
from connectors.config.loader import FILES, OfficeConfig, load_office, stamp_of, write_default_config
from connectors.config.people import Directory, Mandate, Person
from connectors.config.problems import ConfigError, Problem
from connectors.config.settings import (
    Google,
    Hours,
    Journal,
    Kop,
    Letters,
    MailCaps,
    MailConfig,
    Office,
    Series,
    Settings,
    Web,
)
from connectors.config.tables import Classification, Kelurahan

__all__ = [
    "FILES",
    "Calendar",
    "Classification",
    "ConfigError",
    "Directory",
    "Google",
    "Hours",
    "Journal",
    "Kelurahan",
    "Kop",
    "Letters",
    "MailCaps",
    "MailConfig",
    "Mandate",
    "Office",
    "OfficeConfig",
    "Person",
    "Problem",
    "Series",
    "Settings",
    "Web",
    "load_office",
    "stamp_of",
    "write_default_config",
]
