"""Every error that Beffroi raises on purpose.

BeffroiError                 what went wrong, on what; `next_step` says what to do
 |- SettingsError            a settings or sources file that cannot be used
 |   `- WorkspaceMissing     no workspace here or above
 |- RegisterError            a register file missing, damaged or contradictory
 |- CrawlError               the crawl process did not end as it should
 |   `- FetchRefused         one address that may not or could not be fetched
 |- ExtractError             the process that reads pages cannot start
 |- ArchiveError             a WARC segment or journal that cannot be read
 |- InputError               something handed to a command that it cannot use
 |   |- Undecided            something that people have to decide first (exit code 3)
 |   `- SaidAlready          a word of an editor that stands already
 |- SendError                mail that cannot be sent, and why the server says so
 |- StateError               the operational database cannot be used
 |   |- DamagedState         one that can no longer be read
 |   `- StateBusy            another process is writing to it (exit code 3)
 `- StoreError               the results cannot be used
     |- ForeignFile          a file that is not ours, or of a newer version
     |- DamagedFile          a file of ours that can no longer be read
     |- StoreBusy            another process is writing (exit code 3)
     |- NothingPublished     no snapshot yet
    |- Crowded              more is asked at once than memory holds
     `- QueryError           an SQL or search query that cannot be run

A message is one French line that names the thing; the command line prints it with the next step.
"""


class BeffroiError(Exception):
    """The root. `next_step` completes the message: what the reader should do now."""

    exit_code = 1

    def __init__(self, message: str, next_step: str = "") -> None:
        super().__init__(message)
        self.next_step = next_step


class SettingsError(BeffroiError):
    """A settings or sources file that cannot be used."""


class WorkspaceMissing(SettingsError):
    """No workspace here or above."""


class RegisterError(BeffroiError):
    """A register file missing, damaged or contradictory."""


class CrawlError(BeffroiError):
    """The crawl process did not end as it should."""


class FetchRefused(CrawlError):
    """One address that may not or could not be fetched."""


class ExtractError(BeffroiError):
    """The process that reads pages cannot start."""


class ArchiveError(BeffroiError):
    """A WARC segment or journal that cannot be read."""


class InputError(BeffroiError):
    """Something handed to a command that it cannot use."""


class Undecided(InputError):
    """Something that people have to decide first."""

    exit_code = 3


class SaidAlready(InputError):
    """A word of an editor that stands already: `word` is its number. Who presses twice has what they wanted."""

    def __init__(self, message: str, next_step: str = "", word: str = "") -> None:
        super().__init__(message, next_step)
        self.word = word


class SendError(BeffroiError):
    """Mail that cannot be sent, and why the server says so."""


class StateError(BeffroiError):
    """The operational database cannot be used."""


class DamagedState(StateError):
    """An operational database that can no longer be read."""


class StateBusy(StateError):
    """Another process is writing to the operational database."""

    exit_code = 3


class StoreError(BeffroiError):
    """The results cannot be used."""


class ForeignFile(StoreError):
    """A file that is not ours, or of a newer version."""


class DamagedFile(StoreError):
    """A file of ours that can no longer be read."""


class StoreBusy(StoreError):
    """Another process is writing."""

    exit_code = 3


class NothingPublished(StoreError):
    """No snapshot yet."""


class Crowded(StoreError):
    """More is asked of the results at once than the memory allowed holds: the same question later has its answer."""


class QueryError(StoreError):
    """An SQL or search query that cannot be run."""
