"""Who is here. Signing in is Streamlit's (OpenID Connect) and on when `secrets.toml` has a section `[auth]`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import streamlit as st
from streamlit.errors import StreamlitAuthError

from assistant import Settings
from assistant.ui.followed import followed, open_again, remember
from assistant.ui.text import label

_CAME_BACK = "came_back"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whose conversations are shown."""

    owner: str = ""
    """Issuer and subject: the two that identify a person at a provider; names and addresses change. "" for everybody
    who uses a page without sign-in."""
    name: str = ""

    @property
    def signed_in(self) -> bool:
        return bool(self.owner)


def visitor(settings: Settings) -> Visitor | None:
    """Who is here, or None for somebody who has to sign in first: then the page to do so has been drawn."""
    user = st.user.to_dict()
    if "is_logged_in" not in user:
        return Visitor()
    if not user["is_logged_in"]:
        _show_sign_in()
        return None
    if problem := refusal(user, settings.sign_in_domains):
        st.title("You cannot use this page", anchor=False)
        st.error(label(problem), icon=":material/block:")
        st.button("Sign out", key="sign_out", on_click=st.logout)
        return None
    return Visitor(f"{user['iss']} {user['sub']}", str(user.get("name") or user.get("email") or user["sub"]))


def refusal(user: Mapping[str, object], domains: str) -> str:
    """Why somebody whom the provider signed in may not use the page; "" when they may.

    `domains` are those of the e-mail addresses that may, separated by commas; empty lets everybody in.
    """
    if not user.get("iss") or not user.get("sub"):
        return "the sign-in provider did not say who you are (iss and sub): tell whoever runs this page"
    allowed = [domain.strip().lower().removeprefix("@") for domain in domains.split(",") if domain.strip()]
    if not allowed:
        return ""
    email = str(user.get("email") or "")
    if user.get("email_verified") is not True:
        return "your e-mail address was not verified by the sign-in provider, and only some addresses may use this page"
    if email.lower().rpartition("@")[2] not in allowed:
        return f"{email} is not an address that may use this page: sign in with another account"
    return ""


def show_account(who: Visitor) -> None:
    """Who is signed in, and the way out."""
    if who.signed_in:
        if not st.session_state.get(_CAME_BACK):  # once: who has followed the link reads on
            st.session_state[_CAME_BACK] = True
            st.html(open_again(), unsafe_allow_javascript=True)
        st.caption(f"Signed in as {label(who.name)}")
        st.button("Sign out", key="sign_out", on_click=st.logout, width="stretch")


def _show_sign_in() -> None:
    st.title("Sign in to ask the archive", anchor=False)
    st.write("Your conversations are kept for you alone.")
    if address := followed(st.context.url or "", st.query_params.to_dict()):
        st.html(remember(address), unsafe_allow_javascript=True)
        if "?" in address:
            st.caption("You followed a link: it opens when you have signed in.")
    for provider in _providers():
        words = "Sign in" if provider is None else f"Sign in with {label(provider)}"
        st.button(words, key=f"sign_in_{provider}", type="primary", on_click=partial(_sign_in, provider))
    if problem := st.session_state.pop("sign_in_problem", None):
        st.error(label(problem), icon=":material/error:")


def _sign_in(provider: str | None) -> None:
    try:
        st.login(provider)
    except StreamlitAuthError as error:
        st.session_state["sign_in_problem"] = f"Signing in is not set up completely: {error}"


def _providers() -> list[str | None]:
    """The names of the providers in `[auth]`; None stands for one without a name."""
    section = st.secrets["auth"]
    named = [str(name) for name in section if isinstance(section[name], Mapping) and "client_id" in section[name]]
    return [*named] if named and "client_id" not in section else [None, *named]
