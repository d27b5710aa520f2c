"""What the browser does not do by itself for whoever works with the keyboard alone. The scripts hold nothing of others.

An article closes with Escape and gives the focus back to the marker that opened it. A menu that is opened by a key
takes the focus, since Streamlit puts what is in it at the end of the page, behind everything else. And what is pressed
is often gone when the page is drawn again, with the focus in it, so that the next Tab would begin at the top: the focus
goes to the same thing drawn anew, to what has taken its place, or to the head of what the press has led to. Whoever
clicked is left alone.
"""

from __future__ import annotations

import json

import streamlit as st

FOLLOWS = {
    "sign-": "by-",
    "do-": "sign-",
    "not-": "sign-",
    "review_it": "stop_review",
    "go_on": "stop_review",
    "new_review": "draft",
    "edit_draft": "draft",
    "delete_review": "keep_review",
    "keep_review": "delete_review",
    "delete": "keep_it",
    "keep_it": "delete",
    "more_conversations": "conversation_list",
    "more_reviews": "review_list",
}
"""How the key of what was pressed begins -> how the key of what takes its place does. The rest of both is the same."""
HEADS = (".fc-reading h1", ".st-key-talk .fc-question", ".fc-summary", ".stMain h1")
"""Where something begins that a press has led to; the last of the first kind there is takes the focus."""
_SCRIPT = """<script>if (!window.factcheckKeys) {
  window.factcheckKeys = true;
  let opener = null;
  const opened = () => document.querySelector('.fc-panel mark:target');
  document.addEventListener('click', event => {
    const link = event.target.closest?.('a[href^="#"]');
    if (link && !link.closest('.fc-panel')) opener = link; });
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !event.defaultPrevented && opened()) location.hash = 'closed'; });
  window.addEventListener('hashchange', () => {
    if (document.querySelector(':target') || !opener?.isConnected) return;
    opener.focus({preventScroll: true});
    opener = null; });

  const MENU = '[data-testid="stPopoverButton"]', CONTENT = '[data-testid="stPopoverBody"]';
  let byKey = false, pressed = null, last = null, left = null, menu = null, entering = false, ticks = 0;
  const seen = it => it.getClientRects().length > 0 && getComputedStyle(it).visibility === 'visible';
  const within = box => [...box.querySelectorAll('button, input, textarea, summary, a[href]')].filter(seen);
  const boxOf = it => it.closest('[class*="st-key-"]');
  const keyOf = box => [...box.classList].find(name => name.startsWith('st-key-'));
  const placed = it => { const box = boxOf(it);
    return {it, id: it.id, key: box && keyOf(box), at: box ? within(box).indexOf(it) : -1,
      menu: !!it.closest(CONTENT)}; };
  const again = place => {
    if (place?.id && document.getElementById(place.id)) return document.getElementById(place.id);
    const found = place?.key ? [...document.getElementsByClassName(place.key)].filter(seen) : [];
    const inside = found.length ? within(found[0]) : [];
    return inside[Math.min(place?.at ?? 0, inside.length - 1)]; };
  const instead = key => {
    for (const [before, after] of Object.entries(FOLLOWS))
      if (key?.startsWith('st-key-' + before))
        return again({key: 'st-key-' + after + key.slice(7 + before.length), at: 0})
          || again({key: 'st-key-' + after, at: 0}); };
  const head = () => {
    for (const kind of HEADS) {
      const found = [...document.querySelectorAll(kind)].filter(seen).at(-1);
      if (found) { found.tabIndex = -1; return found; } } };
  document.addEventListener('keydown', event => {
    byKey = true;
    pressed = ['Enter', ' '].includes(event.key) ? document.activeElement : null;
    entering = !!pressed?.matches(MENU);
    if (entering) menu = placed(pressed); }, true);
  document.addEventListener('pointerdown', () => { byKey = entering = false; }, true);
  document.addEventListener('focusin', event => { last = placed(event.target); });
  setInterval(() => {
    const at = document.activeElement;
    if (entering && at.matches(MENU)) {
      const content = document.querySelector(CONTENT);
      if (content) within(content)[0]?.focus();  // nothing comes of it while the menu fades in
      return; }
    entering = entering && at === document.body;
    const there = last?.it.isConnected && seen(last.it);  // and yet without the focus: left, or locked since pressed
    if (!byKey || !last || at !== document.body || (there && last.it !== pressed)) { ticks = 0; return; }
    if (++ticks < 2 || (there && last.it.disabled)) return;
    const done = document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning';
    const opening = last.key?.startsWith('st-key-open-');
    let to = there ? last.it : again(last) || instead(last.key);
    if (!to && done && last.key === 'st-key-back') to = again(left);
    if (!to && done && last.menu) to = again(menu);
    if (!to && done) { to = head(); if (opening) left = last; }
    to?.focus({focusVisible: true});
  }, 100);
}</script>"""
KEYS = _SCRIPT.replace("Object.entries(FOLLOWS)", f"Object.entries({json.dumps(FOLLOWS)})").replace(
    "of HEADS", f"of {json.dumps(HEADS)}"
)
"""The page's script, to the letter."""


def listen() -> None:
    """From now on, on every page of this window."""
    st.html(KEYS, unsafe_allow_javascript=True)
