"""When each job runs: the only place that knows the clock.

Jobs run as child processes of the daemon, one at a time: a crawl needs a fresh process (a Twisted reactor
cannot restart) and the memory of an analysis goes back with its process.
"""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger
from babel.dates import format_datetime

from core import logs
from core.errors import BeffroiError, SettingsError
from core.settings import ScheduleSettings
from jobs.desk.running import is_wanted
from jobs.workspace import Workspace

NEEDS_A_LOOK = 3
_ADDRESS = re.compile(r"\S+@\S+")


@dataclass(frozen=True, slots=True)
class Job:
    """A command of ours at its hours (a cron expression with named days)."""

    name: str
    cron: str
    command: tuple[str, ...]


def jobs(settings: ScheduleSettings) -> tuple[Job, ...]:
    """One line a job."""
    return (
        Job("collecte, traitement, publication", settings.collect, ("run", "--due")),
        Job("brouillon de la lettre", settings.weekly, ("digest", "build")),
        Job("réécriture des résultats", settings.compact, ("compact",)),
        Job("courriels des suivis", settings.watches, ("watch", "send")),
    )


def preview(workspace: Workspace, start: datetime | None = None, days: int = 7) -> list[dict[str, str]]:
    """What the coming days hold, in order: {"heure", "tâche", "commande"}."""
    zone = ZoneInfo(workspace.settings.schedule.timezone)
    begin = (start or datetime.now(zone)).astimezone(zone)
    fires = [
        (at, job)
        for job in jobs(workspace.settings.schedule)
        for at in _fires(_trigger(job, zone), begin, begin + timedelta(days=days))
    ]
    return [
        {
            "heure": format_datetime(at, "EEE dd/MM HH:mm", locale="fr"),
            "tâche": job.name,
            "commande": " ".join(("beffroi", *job.command)),
        }
        for at, job in sorted(fires, key=lambda fire: fire[0])
    ]


def serve(workspace: Workspace) -> None:
    """Run until stopped; SIGTERM and Ctrl-C end it after the job in progress."""
    zone = ZoneInfo(workspace.settings.schedule.timezone)
    # one worker: heavy jobs one after the other; what was missed runs once, however late
    scheduler = BlockingScheduler(
        timezone=zone,
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
    )
    for job in jobs(workspace.settings.schedule):
        scheduler.add_job(run, _trigger(job, zone), args=[workspace, job], id=job.command[0], name=job.name)
    _look_again(scheduler, workspace)
    signal.signal(signal.SIGTERM, lambda *_: scheduler.shutdown(wait=False))
    for row in preview(workspace)[:3]:
        logs.get(__name__).info("planned", job=row["tâche"], at=row["heure"])
    try:
        scheduler.start()
    except KeyboardInterrupt:
        logs.get(__name__).info("schedule stopped")


REQUESTS = Job("demandes de la rédaction", "", ("requests", "run"))
EVERY = timedelta(seconds=5)
"""Between two looks at what the desk asked for: a child is started only when something waits."""


def _look_again(scheduler: BlockingScheduler, workspace: Workspace) -> None:
    """Look after a while, in the one worker's turn: each look plans the next, so that none is ever late or skipped."""

    def look() -> None:
        try:
            run_requests(workspace)
        finally:
            _look_again(scheduler, workspace)

    at = datetime.now(ZoneInfo(workspace.settings.schedule.timezone)) + EVERY
    scheduler.add_job(
        look, "date", run_date=at, id=REQUESTS.command[0], name=REQUESTS.name, replace_existing=True
    )


def run_requests(workspace: Workspace) -> int | None:
    """What the desk asked for, in a process of its own; None when nothing waits, or another runs it."""
    try:
        wanted = is_wanted(workspace)
    except BeffroiError as error:  # the state is out of reach: its jobs say so, at their hours
        logs.get(__name__).warning("requests out of reach", error=str(error))
        return None
    return run(workspace, REQUESTS) if wanted else None


def run(workspace: Workspace, job: Job) -> int:
    """One job in a process of its own; its exit code is logged, a failure does not stop the daemon."""
    command = [sys.executable, "-P", "-m", "cli", *job.command, "--workspace", str(workspace.root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    log = logs.get(__name__)
    if done.returncode == NEEDS_A_LOOK:
        log.warning("job needs a look", job=job.name, said=_loggable(done.stderr))
    elif done.returncode:
        log.error("job failed", job=job.name, code=done.returncode, said=_loggable(done.stderr))
    else:
        log.info("job done", job=job.name)
    return done.returncode


def _loggable(told: str) -> str:
    """The end of what a job said, without mail addresses: logs keep none (docs/privacy.md)."""
    return _ADDRESS.sub("<address>", told.strip())[-2000:]


def _trigger(job: Job, zone: ZoneInfo) -> Any:
    """A cron trigger; core.settings has refused numbered days and the hour when clocks change."""
    try:
        return CronTrigger.from_crontab(job.cron, timezone=zone)
    except ValueError as error:
        raise SettingsError(
            f"{job.name} : horaire « {job.cron} » illisible ({error})", "Exemple : 0 6 * * mon."
        ) from error


def _fires(trigger: Any, begin: datetime, end: datetime) -> Iterator[datetime]:
    at = trigger.get_next_fire_time(None, begin)
    while at is not None and at < end:
        yield at
        at = trigger.get_next_fire_time(at, at + timedelta(seconds=1))
