"""What stands around an article on a page and is not the article.

Words of menus, buttons, counters and consent notices, in one place. A line is furniture only when all of it is; a
sentence that merely contains such a word is never furniture, except the few kinds of `is_site_notice`, which are
asked about only where an article cannot be: before its headline and after its end.
"""

from __future__ import annotations

import re


def _phrases(table: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in table.split(";"))


_LINES = _phrases(
    """
    subscribe; subscribe now; subscribe today; unsubscribe; sign in; sign up; log in; log out; login; register;
    log in or register; log in / register; sign in or register; create account; my account; account; profile;
    newsfeed; news feed; loader; loading; chats; chat; to participate in the discussion; to participate in the
    discussion log in or register; join the discussion; join the conversation; comment; comments; add a comment;
    leave a comment; leave a reply; view comments; show comments; post a comment; no comments yet; share; share
    this; share this article; share this story; share on facebook; share on twitter; tweet; retweet; like; follow;
    follow us; email; e-mail; email this; print; print this; save; copy link; link copied; get link; whatsapp;
    telegram; facebook; twitter; x; linkedin; reddit; pinterest; instagram; youtube; tiktok; vkontakte; vk;
    flipboard; rss; listen; listen to this article; read aloud; watch; watch live; watch now; live; live tv; play;
    pause; mute; video; videos; photo; photos; gallery; advertisement; advertising; ad; ads; sponsored; sponsored
    content; promoted; paid content; article continues below; continue reading; continue reading below; story
    continues below advertisement; read more; read full story; read the full story; show more; see more; view
    more; more; load more; next; previous; prev; back; back to top; top; skip to content; skip to main content;
    jump to content; skip to navigation; menu; main menu; navigation; search; search for; home; home page;
    homepage; sections; close; open; cancel; submit; ok; accept; accept all; reject all; manage cookies; cookie
    settings; cookie policy; privacy; privacy policy; privacy settings; terms; terms of use; terms of service;
    terms and conditions; contact; contact us; about; about us; advertise; advertise with us; careers; help;
    support; support us; donate; donate now; feedback; sitemap; site map; newsletter; newsletters; get our
    newsletter; edition; editions; language; english; download our app; get the app; mobile app; e-paper; epaper;
    breaking news; latest news; latest; top stories; trending; trending now; all news; all topics; tags; topics;
    world; news; most read; most popular; most viewed; more news; more stories; more from; related; related
    articles; related stories; related news; related topics; related content; recommended; recommended for you;
    editor's picks; editors' picks; you may also like; you might also like; read also; also read; see also; more
    on this story; more on this topic; around the web; from the web; popular; featured; what to read next; all
    rights reserved; image caption; image source; getty images; media playback is unsupported on your device
    """
)
_AFTERWORD = _phrases(
    """
    newsfeed; news feed; comments; comment; leave a comment; leave a reply; post a comment; add a comment; join
    the discussion; join the conversation; to participate in the discussion; related; related articles; related
    stories; related news; related content; related topics; recommended; recommended for you; most read; most
    popular; most viewed; more news; more stories; you may also like; you might also like; more on this story;
    more on this topic; around the web; from the web; trending; trending now; top stories; latest news; what to
    read next; editor's picks; editors' picks; popular
    """
)
_BUTTONS = frozenset(
    """
    share this on via tweet email e-mail print save facebook twitter x whatsapp linkedin reddit pinterest telegram
    copy link home about us contact search menu world news politics business culture sport sports weather opinion
    video donate archive terms cookies privacy help subscribe sign log in register most read shared article page
    front and or
    """.split()
)
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"[\d.,]+\s?[kKmM]?",
        r"[\d.,]+\s?[km]?\s*(?:comments?|shares?|views?|likes?|replies|reactions|retweets?|votes?|followers)",
        r"comments?\s*[(:]?\s*\d*\)?",
        r"(?:share|shares|views?|likes?)\s*[:(]?\s*\d+\)?",
        r"\d+\s*(?:min(?:ute)?s?)\.?\s*(?:read|to read|listen)",
        r"(?:©|\(c\)|copyright\b).{0,120}",
        r".{0,80}\ball rights reserved\b\.?.{0,40}",
        r"\d+\s*(?:second|minute|hour|day|week|month|year)s?\s+ago",
        r"\W+",
        r"(?:photo|image|picture)(?:\s+(?:credit|source|by))?\s*[:/].{0,80}",
        r"(?:tags?|topics?|filed under|categor(?:y|ies))\s*:.{0,120}",
        r"(?:read (?:more|also)|also read|see also|related|watch)\s*:.{0,140}",
        r"(?:follow|find|like|join) us (?:on|at) .{0,60}",
        r"(?:read next|up next|watch live|newsletter|log in to|sign in to|you are here|proudly powered)\b.{0,140}",
        r"[\d,]+ repl(?:y|ies)|like this:?|save (?:article|story)|skip to .{0,30}",
        r".{0,20}\bback to (?:home|top|main menu)",
    )
)
_AFTERWORD_PATTERN = re.compile(
    r"comments?\s*\(?\d+\)?|\d+ (?:comments?|repl(?:y|ies))|most read(?: \S+){1,2}|"
    r"(?:more|also|most read|read more|latest) (?:from|on|in)(?: \S+){1,4}"
)
_NOTICE = re.compile(
    r"(?:sign up|subscribe|follow us|stay tuned|download (?:the|our)|get (?:the latest|our)|join (?:us|our)|"
    r"we use cookies|(?:this|our) (?:web)?site uses|by (?:continuing|using this|clicking)|"
    r"please (?:enable|log in|sign|register|subscribe)|you (?:must|need to) (?:be logged|log|sign)|"
    r"to (?:comment|participate in the discussion)|already a (?:subscriber|member)|"
    r"support (?:our|independent) journalism|log in|register (?:to|for|now)|"
    r"the latest (?:news and|news,|news from|stories)|all the latest|breaking news(?:,| and| from)|"
    r"your (?:trusted )?source for|your e-?mail address|required fields|"
    r"comments are closed|copyright|©|\(c\) (?:19|20)\d\d)(?!\w)"
    r"|.*(?:stay tuned for|our (?:daily |weekly |free )?newsletter|to your inbox|all rights reserved)",
    re.IGNORECASE | re.DOTALL,
)


def is_furniture(line: str) -> bool:
    """Whether the whole of a line is page furniture: "Subscribe", "12 comments", "© 2014 The Paper"."""
    key = _key(line)
    if key in _LINES or all(word in _BUTTONS for word in re.findall(r"[\w-]+", key)):
        return True
    return any(pattern.fullmatch(line.strip()) for pattern in _PATTERNS)


def opens_afterword(line: str) -> bool:
    """Whether what follows this line is no longer the article: comments, related headlines, the site's news feed."""
    return _key(line) in _AFTERWORD or bool(_AFTERWORD_PATTERN.fullmatch(_key(line)))


def is_site_notice(sentence: str) -> bool:
    """Whether a sentence speaks about the site and not about the world: tag lines, newsletters, cookies, log-in."""
    return bool(_NOTICE.match(sentence.lstrip(" -–—•*")))


def is_breadcrumb(line: str) -> bool:
    """Whether a line is a path through a menu: "Home > World > Europe"."""
    parts = [part.strip() for part in re.split(r"\s[>»›|/·•]\s|\s*[>»›]\s*", line) if part.strip()]
    return len(parts) >= 3 and all(len(part.split()) <= 3 for part in parts)


def _key(line: str) -> str:
    return " ".join(line.casefold().replace("’", "'").split()).strip(" .:…!>»›|•*#-–—()[]")
