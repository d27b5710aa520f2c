"""Signing in at a real provider: nobody gets past the door, and nobody reads what somebody else asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Servers, Visit, a_window, free_port
from tests.browser.identity_provider import IdentityProvider, an_identity_provider
from tests.browser.test_access import findings
from tests.browser.test_check_and_review import DRAFT
from tests.browser.test_conversations import open_menu

pytestmark = pytest.mark.browser

QUESTION = "Who ordered the Rostov troop withdrawal?"


@pytest.fixture(scope="module")
def provider() -> Iterator[IdentityProvider]:
    with an_identity_provider() as server:
        yield server


@pytest.fixture(scope="module")
def address(
    provider: IdentityProvider, page_archive: Path, serve: Servers, tmp_path_factory: pytest.TempPathFactory
) -> str:
    folder = tmp_path_factory.mktemp("sign-in")
    page = f"http://127.0.0.1:{free_port()}"
    secrets = folder / "secrets.toml"
    secrets.write_text(provider.secrets_toml(page), encoding="utf-8")
    return serve(
        at=page,
        secrets=secrets,
        archive=str(page_archive),
        mode="quotes",
        conversations=str(folder / "conversations.sqlite"),
        sign_in_domains="paper.example",
    )


@pytest.fixture
def sign_in(browser: Browser, address: str) -> Iterator[Callable[[str], Visit]]:
    """`sign_in("ada")` is a browser of its own in which she has signed in."""
    contexts = []

    def signed_in(person: str) -> Visit:
        context = a_window(browser, viewport={"width": 1280, "height": 900})
        contexts.append(context)
        visit = Visit(context.new_page(), address)
        visit.page.goto(address)
        go_through(visit.page, person)
        return visit

    yield signed_in
    for context in contexts:
        context.close()


def go_through(page: Page, person: str) -> None:
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name=person).click()


def at_the_page(visit: Visit) -> Visit:
    visit.page.get_by_test_id("stChatInputTextArea").wait_for()
    visit.page.locator(".fc-scope").wait_for()
    visit.idle()
    return visit


def test_without_signing_in_nothing_of_the_archive_is_shown(
    browser: Browser, address: str, screenshot: Callable[[Visit, str], None]
) -> None:
    context = a_window(browser, viewport={"width": 1280, "height": 900})
    try:
        visit = Visit(context.new_page(), address)
        for path in ("", "/check", "/review", "/archive"):
            visit.page.goto(address + path)
            visit.page.get_by_role("button", name="Sign in").wait_for()
            visit.idle()
            assert visit.page.get_by_test_id("stChatInputTextArea").count() == 0
            assert visit.page.get_by_role("textbox").count() == 0
            assert "Harbour Chronicle" not in visit.page.locator("body").inner_text()
        screenshot(visit, "sign-in")
        assert findings(visit) == []
    finally:
        context.close()


def test_each_person_has_conversations_of_their_own_until_one_is_shared(sign_in: Callable[[str], Visit]) -> None:
    ada, ben = at_the_page(sign_in("ada")), at_the_page(sign_in("ben"))
    expect(ada.page.get_by_text("Signed in as Ada Brandt")).to_have_count(1)
    ada.ask(QUESTION)
    ada.page.wait_for_url(re.compile(r"conversation=[\w-]{22}$"))
    link = ada.page.url

    assert ben.page.locator(".st-key-conversation_list").count() == 0
    ben.page.goto(link)
    ben.page.get_by_text("There is no such conversation").wait_for()
    ben.idle()
    assert QUESTION not in ben.page.locator(".stMain").inner_text().split("start with one")[0]
    assert ben.page.locator(".fc-question").count() == 0

    open_menu(ada)
    ada.page.get_by_text("Others may read it by its link").click()
    ada.idle()
    ben.page.goto(link)
    ben.settled()
    assert "Vladimir Putin" in ben.last_answer.inner_text()
    assert "shared with you, to read" in ben.page.locator(".st-key-open_conversation_bar").inner_text()
    assert ben.page.get_by_test_id("stChatInputTextArea").count() == 0, "a reader cannot add to it"
    assert ben.page.get_by_role("radio", name="Thumbs down").count() == 0
    assert ben.page.locator(".st-key-conversation_list").count() == 0

    open_menu(ada)
    ada.page.get_by_text("Others may read it by its link").click()
    ada.idle()
    ben.page.goto(link)
    ben.page.get_by_text("There is no such conversation").wait_for()


def test_signing_out_leaves_nothing_to_see(sign_in: Callable[[str], Visit]) -> None:
    ada = at_the_page(sign_in("ada"))
    ada.ask("How many people took part in the Moscow peace march?")
    ada.page.wait_for_url(re.compile(r"conversation="))
    link = ada.page.url
    ada.page.get_by_role("button", name="Sign out").click()
    ada.page.get_by_role("button", name="Sign in").wait_for()
    ada.page.goto(link)
    ada.page.get_by_role("button", name="Sign in").wait_for()
    ada.idle()
    assert ada.page.locator(".fc-question").count() == 0
    ada.page.get_by_text("it opens when you have signed in").wait_for()
    go_through(ada.page, "ada")
    ada.settled()
    expect(ada.page).to_have_url(link)  # the one that was followed
    ada.page.get_by_role("button", name="New conversation").click()
    ada.page.locator(".fc-question").first.wait_for(state="detached")
    ada.idle()
    ada.page.reload()
    at_the_page(ada)
    assert ada.page.locator(".fc-question").count() == 0, "it is followed once"


@pytest.mark.parametrize(
    ("path", "lands_on"),
    [
        ("/archive?article=0123456789abcdef#article", r"/archive\?article=0123456789abcdef#article$"),
        ("/review?review=AAAAAAAAAAAAAAAAAAAAAA", r"/review$"),  # there is none, and the page says so
        ("/?conversation=//elsewhere.example", r"/$"),
        ("/?next=https://elsewhere.example", r"/$"),
    ],
)
def test_a_followed_link_is_opened_after_signing_in_and_nothing_but_a_page_of_ours(
    browser: Browser, address: str, path: str, lands_on: str
) -> None:
    context = a_window(browser)
    try:
        page = context.new_page()
        page.goto(address + path)
        go_through(page, "ben")
        page.get_by_text("Signed in as Ben Okafor").wait_for()
        page.wait_for_url(re.compile(re.escape(address) + lands_on))
        if "review" in path:
            page.get_by_text("There is no such review").wait_for()
    finally:
        context.close()


def test_each_person_has_saved_reviews_of_their_own_until_one_is_shared(sign_in: Callable[[str], Visit]) -> None:
    ada, ben = at_the_page(sign_in("ada")), at_the_page(sign_in("ben"))
    ada.go_to("Review")
    ada.page.get_by_label("Paste a draft").fill(DRAFT)
    ada.page.get_by_role("button", name="Review it").click()
    ada.page.locator(".fc-draft").wait_for()
    ada.idle()
    ada.page.wait_for_url(re.compile(r"review=[\w-]{22}"))
    ada.page.get_by_role("button", name="Sign sentence 1", exact=True).click()
    expect(ada.page.get_by_label("Checked by")).to_have_value("Ada Brandt")
    ada.page.get_by_role("button", name="Sign", exact=True).click()
    ada.page.get_by_text("Signed by Ada Brandt").wait_for()
    link = ada.page.url

    ben.page.goto(link)
    ben.page.get_by_text("There is no such review").wait_for()
    ben.idle()
    assert ben.page.locator(".fc-draft").count() == 0
    assert ben.page.locator(".st-key-review_list").count() == 0

    open_menu(ada, ".st-key-open_review_bar")
    ada.page.get_by_text("Others may read it by its link").click()
    ada.idle()
    ben.page.goto(link)
    ben.page.locator(".fc-draft").wait_for()
    ben.page.get_by_text("Signed by Ada Brandt").wait_for()
    ben.idle()
    assert "shared with you, to read" in ben.page.locator(".st-key-open_review_bar").inner_text()
    assert ben.page.get_by_role("button", name="Sign sentence").count() == 0
    assert ben.page.locator(".st-key-review_list").count() == 0, "it is in nobody else's list"

    ada.page.reload()
    ada.page.locator(".fc-draft").wait_for()
    ada.idle()
    open_menu(ada, ".st-key-open_review_bar")
    ada.page.get_by_role("button", name="Delete …").click()
    ada.idle()
    ada.page.get_by_role("button", name="Delete it").click()
    ada.page.get_by_label("Paste a draft").wait_for()
    ben.page.goto(link)
    ben.page.get_by_text("There is no such review").wait_for()


def test_an_account_of_another_domain_is_turned_away(sign_in: Callable[[str], Visit]) -> None:
    mallory = sign_in("mallory")
    mallory.page.get_by_text("is not an address that may use this page").wait_for()
    assert mallory.page.get_by_test_id("stChatInputTextArea").count() == 0
    mallory.page.get_by_role("button", name="Sign out").click()
    mallory.page.get_by_role("button", name="Sign in").wait_for()
