"""The examples answer what their page says, on the demonstration."""

from typing import TYPE_CHECKING

from examples import EXAMPLES, PAGE, page

if TYPE_CHECKING:
    from jobs.demo import Shown


def test_the_page_of_questions_says_what_the_demonstration_answers(shown: "Shown") -> None:
    assert page(shown.workspace.data) == PAGE.read_text("utf-8")


def test_there_are_ten_questions_and_each_begins_with_itself() -> None:
    asked = [path.read_text("utf-8").splitlines()[0] for path in sorted(EXAMPLES.glob("questions/*.sql"))]
    assert len(asked) == 10
    assert all(line.startswith("-- ") and "?" in line for line in asked)
