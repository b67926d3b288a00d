"""kill -9 while a letter leaves: 200 readers, a real mail server, the real command, started again until it is done.

python bench/send_kill.py [--readers N] [--kills N] [--json]. The server answers after some milliseconds, so that kills
also fall between the last line of a letter and its answer. Nobody may get two; who is left in doubt is told.
"""

import argparse
import asyncio
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_ROOT), *(str(_ROOT / "tests" / name) for name in ("letters", "digest"))]

from aiosmtpd.smtp import SMTP, Envelope, Session  # noqa: E402  the path comes first
from mail_server import Box, listening  # noqa: E402
from report import Row, publish  # noqa: E402
from sent_workspace import WEEK, approve, made, states, subscribe  # noqa: E402

from jobs.workspace import Workspace  # noqa: E402

_SLOWEST = 0.02
"""Seconds that the server takes for an answer, at most."""
_RUN = (sys.executable, "-P", "-m", "cli", "digest", "send", WEEK, "--workspace")


class Slow(Box):
    """Takes its time before and after it takes a letter."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """See Box."""
        await asyncio.sleep(random.uniform(0, _SLOWEST / 2))  # noqa: S311
        answer = await super().handle_DATA(server, session, envelope)
        await asyncio.sleep(random.uniform(0, _SLOWEST / 2))  # noqa: S311
        return answer


def main() -> int:
    """Play it; 1 when somebody got two letters, or none without being told of."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    seed = random.randrange(2**31)  # noqa: S311
    print(f"seed {seed}", file=sys.stderr)
    random.seed(seed)
    box = Slow()
    with tempfile.TemporaryDirectory() as folder, listening(box) as port:
        rows = _played(Path(folder), box, port, asked.readers, asked.kills)
    return 0 if publish("kill -9 while a letter leaves", rows, as_json=asked.json) else 1


def _played(folder: Path, box: Box, port: int, readers: int, kills: int) -> list[Row]:
    space = made(folder / "w", port)
    approve(space)
    emails = [f"lectrice-{number:03}@aulne.example" for number in range(readers)]
    subscribe(space, *emails)
    killed = 0
    for left in range(kills, 0, -1):
        killed += _killed(box, space.root, max(1, 2 * (readers - len(box.asked)) // (left + 1)))
    last = subprocess.run([*_RUN, space.root], cwd=_ROOT, capture_output=True, text=True, check=False)
    rows = _rows(box.counts, states(space), emails, killed, last)
    return [*rows, _erratum(space, box, emails)]


def _erratum(space: Workspace, box: Box, emails: list[str]) -> Row:
    """An erratum goes to all who got the letter, and to those who may have it, twice asked for and once sent."""
    approve(space, erratum=1)
    box.taken.clear()
    for _ in range(2):
        subprocess.run([*_RUN, space.root, "--erratum", "1"], cwd=_ROOT, capture_output=True, check=False)
    once = sum(box.counts[email] == 1 for email in emails)
    return Row("got exactly one erratum", "", once, once, once, str(len(emails)), once == len(emails))


def _killed(box: Box, root: Path, most: int) -> int:
    """Start the command, kill it while one of the next letters is on its way; 0 when it was done before."""
    until = len(box.asked) + random.randint(1, most)  # noqa: S311
    with subprocess.Popen(
        [*_RUN, root], cwd=_ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as child:
        while child.poll() is None and len(box.asked) < until:
            time.sleep(0.001)
        time.sleep(random.uniform(0, 1.5 * _SLOWEST))  # noqa: S311
        done = child.poll() is not None
        child.kill()
    return int(not done)


def _rows(
    got: Counter[str],
    recorded: dict[str, str],
    emails: list[str],
    killed: int,
    last: "subprocess.CompletedProcess[str]",
) -> list[Row]:
    doubt = {email for email, state in recorded.items() if state == "handed"}
    told = {email for email in doubt if f"{email} : nul ne sait" in last.stdout}
    doubles = [email for email in emails if got[email] > 1]
    missed = [email for email in emails if not got[email] and email not in doubt]
    wrong = [email for email, state in recorded.items() if state not in {"sent", "handed"}]
    code = 3 if doubt else 0
    counted = [
        ("kills while letters left", killed, "", None),
        ("readers", len(emails), "", None),
        (
            "got exactly one, recorded as sent",
            sum(got[e] == 1 and recorded[e] == "sent" for e in emails),
            "",
            None,
        ),
        ("got two", len(doubles), "0", not doubles),
        ("got none, nobody told", len(missed), "0", not missed),
        ("in doubt (handed)", len(doubt), "", None),
        ("in doubt, and it had arrived", sum(got[email] for email in doubt), "", None),
        ("in doubt, and told at the end", len(told), "all", told == doubt),
        ("neither sent nor in doubt at the end", len(wrong), "0", not wrong),
        ("exit code of the last run", last.returncode, str(code), last.returncode == code),
    ]
    return [Row(name, "", n, n, n, limit, ok) for name, n, limit, ok in counted]


if __name__ == "__main__":
    sys.exit(main())
