"""The agenda gives one request a host; the budget is shared fairly."""

from core.settings import CrawlerSettings
from core.types import Candidate
from crawler.agenda import Agenda, Rank, Wanted
from crawler.budget import Budget


def wanted(host: str, number: int, rank: Rank = Rank.FRESH) -> Wanted:
    url = f"https://{host}/{number}"
    return Wanted(url, rank, host, None, Candidate(url, host, ""))


def taken(agenda: Agenda) -> list[str]:
    found = []
    while (one := agenda.take()) is not None:
        found.append(one.url.removeprefix("https://"))
    return found


def test_one_request_a_host_until_it_is_settled() -> None:
    agenda = Agenda()
    for number in range(3):
        agenda.add(wanted("a.fr", number))
        agenda.add(wanted("b.fr", number))
    assert taken(agenda) == ["a.fr/0", "b.fr/0"]
    assert taken(agenda) == []
    agenda.release("https://b.fr/0")
    assert taken(agenda) == ["b.fr/1"]
    agenda.add(wanted("c.fr", 0))
    assert taken(agenda) == ["c.fr/0"]


def test_entry_points_go_before_news_before_old_debts() -> None:
    agenda = Agenda()
    for number, rank in enumerate(reversed(Rank)):
        agenda.add(wanted("a.fr", number, rank))
    order = []
    while (one := agenda.take()) is not None:
        order.append(one.rank)
        agenda.release(one.url)
    assert order == list(Rank)


def test_what_is_cleared_is_given_once() -> None:
    agenda = Agenda()
    agenda.add(wanted("a.fr", 0))
    agenda.add(wanted("a.fr", 1))
    agenda.take()
    assert [one.url for one in agenda.clear()] == ["https://a.fr/1"]
    agenda.release("https://a.fr/0")
    assert agenda.take() is None
    assert agenda.clear() == []


def test_addresses_without_a_host_wait_for_nobody() -> None:
    agenda = Agenda()
    for url in ("nulle-part", "ailleurs"):
        agenda.add(Wanted(url, Rank.FRESH, "", None, Candidate(url, "", "")))
    assert taken(agenda) == ["nulle-part", "ailleurs"]


def granted(budget: Budget, source: str, rank: Rank, times: int) -> int:
    return sum(budget.grant(source, rank) for _ in range(times))


def test_no_source_takes_the_budget_of_the_others() -> None:
    budget = Budget(CrawlerSettings(max_pages=10, max_pages_per_source=4))
    assert granted(budget, "a", Rank.FRESH, 50) == 4
    assert granted(budget, "b", Rank.FRESH, 50) == 4
    assert granted(budget, "c", Rank.FRESH, 50) == 2


def test_what_is_late_leaves_half_of_the_budget_to_the_news() -> None:
    budget = Budget(CrawlerSettings(max_pages=10, max_pages_per_source=10))
    assert granted(budget, "a", Rank.OWED, 50) == 5
    assert granted(budget, "a", Rank.REVISIT, 50) == 0
    assert granted(budget, "b", Rank.FRESH, 50) == 5
    assert budget.spent


def test_what_is_late_leaves_half_of_its_source_to_the_news() -> None:
    budget = Budget(CrawlerSettings(max_pages=1000, max_pages_per_source=10))
    assert granted(budget, "a", Rank.OWED, 50) == 5
    assert granted(budget, "a", Rank.FRESH, 50) == 5
    assert not budget.spent
