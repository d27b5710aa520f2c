"""Does a statement follow from what it cites? Right ones must pass, and each way of being wrong must be caught."""

from __future__ import annotations

import pytest

from assistant.checks.verify import LexicalVerifier, holds, names, negated, numbers, quoted
from assistant.language.assertion import denied_stems, hedged_stems, told
from assistant.language.dates import dates, same_date
from assistant.language.names import name_in
from assistant.language.quantities import same_number
from assistant.language.wording import stem
from assistant.types import Check

ORDER = (
    "On October 12, Russian President Vladimir Putin ordered Defense Minister Sergei Shoigu to begin the withdrawal of "
    "some 17,600 troops who took part in military drills in the southern Rostov Region."
)
TIES = (
    "According to Russian Prime Minister Dmitry Medvedev, the Russian troops in the Rostov region have been in the "
    "area since this summer to participate in massive drills and have no ties to the situation in Ukraine."
)
SEEN = "NATO has recently been seeing Russian troops approaching the Ukrainian border, Jens Stoltenberg said Tuesday."
DENIAL = "Russia has repeatedly denied any such involvement in the Ukrainian conflict."
TRAINS = 'NATO Chief also claimed that Russia "continues to support separatists by training them".'


def checks(statement: str, *quotes: str, context: tuple[str, ...] = ("4 November 2014",)) -> tuple[Check, ...]:
    return LexicalVerifier().verify(statement, quotes, context)


def failed(statement: str, *quotes: str, context: tuple[str, ...] = ("4 November 2014",)) -> set[str]:
    return {check.kind for check in checks(statement, *quotes, context=context) if not check.ok}


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        (ORDER, ORDER),
        ("Putin ordered the withdrawal of 17,600 troops.", ORDER),
        ("Putin ordered the withdrawal of about 17.6 thousand troops.", ORDER),
        ("Putin ordered Shoigu to begin the withdrawal of 17600 troops on 12 October 2014.", ORDER),
        ("Vladimir Putin has ordered the withdrawal of troops from the Rostov Region.", ORDER),
        ("Medvedev says the Russian troops in the Rostov region have no ties to the situation in Ukraine.", TIES),
        ("According to Medvedev, the troops in Rostov have participated in drills since this summer.", TIES),
        ("Stoltenberg said on Tuesday that NATO was seeing Russian troops approaching the Ukrainian border.", SEEN),
        ("Russia denies any involvement in the Ukrainian conflict.", DENIAL),
        ('NATO claims that Russia "continues to support separatists".', TRAINS),
        ("The deal is worth $2.5 billion.", "The deal is worth US$2.5bn."),
        ("More than 300 people were killed.", "The attack killed 312 people, and many people were hurt."),
        ("The show will open in May 2023.", "The show is to open in May 2023."),
    ],
)
def test_a_statement_that_follows_holds(statement: str, quote: str) -> None:
    assert [check for check in checks(statement, quote) if not check.ok] == []
    assert holds(checks(statement, quote))


@pytest.mark.parametrize(
    ("statement", "quote", "kind"),
    [
        ("Putin ordered the withdrawal of 17,000 troops.", ORDER, "number"),
        ("Putin ordered the withdrawal of 176,000 troops.", ORDER, "number"),
        ("Some 5 people were killed in the attack.", "The attack killed 3 people and wounded 5 others.", "number"),
        ("5 were killed in the attack.", "In the attack 3 were killed and 5 wounded.", "number"),
        ("Fewer than 100 soldiers died.", "More than 100 soldiers died.", "number"),
        ("Prices rose by 5 percent.", "Prices rose by 5 dollars.", "number"),
        ("Putin ordered the withdrawal of troops on October 13.", ORDER, "date"),
        ("Putin ordered the withdrawal of troops on November 12.", ORDER, "date"),
        ("Putin ordered the withdrawal of troops on October 12, 2013.", ORDER, "date"),
        ("Stoltenberg said on Wednesday that Russian troops were approaching the Ukrainian border.", SEEN, "date"),
        ("Medvedev ordered the withdrawal of some 17,600 troops.", ORDER, "name"),
        ("Putin ordered the withdrawal of troops from the Kursk Region.", ORDER, "name"),
        ("Igor Putin ordered the withdrawal of troops.", ORDER, "name"),
        ('NATO claims that Russia "continues to arm separatists".', TRAINS, "quote"),
        ("Putin did not order the withdrawal of some 17,600 troops.", ORDER, "negation"),
        ("Medvedev says the Russian troops in Rostov have ties to the situation in Ukraine.", TIES, "negation"),
        ("Russia says it has an involvement in the Ukrainian conflict.", DENIAL, "negation"),
        ("Russia has not denied its involvement in the Ukrainian conflict.", DENIAL, "negation"),
        ("The Russian troops in the Rostov region have no ties to the situation in Ukraine.", TIES, "wording"),
        ("Russian troops are approaching the Ukrainian border.", SEEN, "wording"),
        ("Putin withdrew the troops.", "Putin may withdraw the troops.", "wording"),
        ("Putin withdrew the troops.", "Putin plans to withdraw the troops.", "wording"),
        ("Putin withdrew the troops.", "Putin will withdraw the troops.", "wording"),
        ("Putin may order the withdrawal of some 17,600 troops.", ORDER, "wording"),
        ("Putin celebrated his birthday with friends near a lake.", ORDER, "wording"),
    ],
)
def test_each_way_of_being_wrong_is_caught_by_its_check(statement: str, quote: str, kind: str) -> None:
    assert kind in failed(statement, quote)


@pytest.mark.parametrize(
    ("statement", "quote", "right"),
    [
        ("The Osk Line relaunched its ferry this week.", "The Osk Line will launch its ferry next month.", False),
        ("The Osk Line will launch its ferry.", "The Osk Line launched its ferry last month.", False),
        ("The Osk Line will launch its ferry.", "The Osk Line plans to launch its ferry next month.", True),
        ("The Osk Line launched its ferry.", "The Osk Line launched its ferry last month.", True),
        ("The Osk Line will launch its ferry.", "The Osk Line would launch the ferry it renamed.", True),
    ],
)
def test_what_is_to_come_has_not_happened_and_the_other_way_round(statement: str, quote: str, right: bool) -> None:
    assert holds(checks(statement, quote, context=("The ferry this week", "4 November 2014"))) is right


def test_context_may_say_who_and_when_but_brings_no_number_and_no_claim() -> None:
    quote = "He ordered the withdrawal of the troops on October 12."
    around = ("Russian President Vladimir Putin met 300 generals in Sochi.", "4 November 2014")
    assert failed("Putin ordered the withdrawal of the troops on October 12, 2014.", quote, context=around) == set()
    assert failed("Putin ordered the withdrawal of 300 troops.", quote, context=around) == {"number"}
    assert failed("Putin met generals in Sochi.", quote, context=around) == {"wording"}


def test_a_source_that_speaks_for_itself_needs_no_speaker() -> None:
    quote = "Putin ordered the withdrawal, and a spokesman said he was pleased."
    assert failed("Putin ordered the withdrawal.", quote) == set()


def test_one_of_several_sources_that_says_it_flatly_is_enough() -> None:
    assert failed("Putin ordered the withdrawal.", "Putin ordered the withdrawal, NATO said.", ORDER) == set()


def test_a_check_says_what_was_wanted_and_what_was_found() -> None:
    wrong = [check for check in checks("Putin ordered the withdrawal of 17,000 troops.", ORDER) if not check.ok]
    assert wrong == [Check("number", "17,000", "17,600", False)]


def test_nothing_checked_is_not_held() -> None:
    assert not holds(())
    assert not holds(checks("", ORDER))
    assert not holds(checks("Putin ordered the withdrawal."))


# The pieces.


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("some 17,600 troops", [(17600, "")]),
        ("17.6 thousand, 17600 and 17\u202f600", [(17600, "")] * 3),
        ("$2.5bn, 2.5 billion dollars, €3m and £50,000", [(2.5e9, "dollar")] * 2 + [(3e6, "euro"), (50_000, "pound")]),
        ("3%, 4 percent, 5 per cent, half of them", [(3, "percent"), (4, "percent"), (5, "percent"), (50, "percent")]),
        ("10 to 15 million people, $2-3 billion", [(10e6, ""), (15e6, ""), (2e9, "dollar"), (3e9, "")]),
        ("a dozen, twenty-one, two hundred and five, half a million", [(12, ""), (21, ""), (205, ""), (5e5, "")]),
        ("one of them, no one, one another", []),
        ("the third time, 21st place", [(3, "ordinal"), (21, "ordinal")]),
        ("tens of thousands of people", [(10_000, "vague")]),
        ("at 5 p.m., at 10:30", [(1020, "clock"), (630, "clock")]),
        ("on October 12, 2014 in Covid-19 wards with a B-52", [(2014, "year")]),
        ("in 2014, 2,014 troops, 2014 troops", [(2014, "year"), (2014, ""), (2014, "")]),
        ("a 65-year-old, 5 km, 3 weeks", [(65, "years"), (5, "kilometre"), (3, "week")]),
        ("", []),
    ],
)
def test_numbers_have_value_and_unit_however_they_are_written(text: str, values: list[tuple[float, str]]) -> None:
    assert [(number.value, number.unit) for number in numbers(text)] == values


def test_a_number_knows_its_place_and_how_exactly_it_is_meant() -> None:
    text = "About 300 people, more than 40 dogs, up to 7 cats and 5 mice"
    found = numbers(text)
    assert [number.span.of(text) for number in found] == ["300", "40", "7", "5"]
    assert [(number.approximate, number.bound) for number in found] == [
        (True, ""),
        (False, "over"),
        (False, "under"),
        (False, ""),
    ]


@pytest.mark.parametrize(
    ("wanted", "found", "same"),
    [
        ("about 17,000", "16,900", True),
        ("about 17,000", "18,000", False),
        ("17,000", "16,900", False),
        ("1.5 million", "1,500,000", True),
        ("thousands", "5,300", True),
        ("thousands", "700", False),
        ("65", "65 years", True),
        ("season 4", "the fourth", True),
        ("more than 5", "5", True),
        ("more than 5", "fewer than 5", False),
    ],
)
def test_the_same_number(wanted: str, found: str, same: bool) -> None:
    assert same_number(numbers(wanted)[0], numbers(found)[0]) is same


def test_dates_are_read_as_far_as_they_are_written() -> None:
    found = dates(
        "On Tuesday, 12 October 2014, Oct. 13, March 2014, 2014-11-04, in April, the 1990s. It may march. May 27"
    )
    parts = [(d.year, d.month, d.day, d.weekday, d.decade) for d in found]
    assert parts == [
        (None, None, None, "tuesday", None),
        (2014, 10, 12, None, None),
        (None, 10, 13, None, None),
        (2014, 3, None, None, None),
        (2014, 11, 4, None, None),
        (None, 4, None, None, None),
        (None, None, None, None, 1990),
        (None, 5, 27, None, None),
    ]


def test_a_missing_year_comes_from_the_articles_own_date_only() -> None:
    [wanted], [found] = dates("12 October 2014"), dates("October 12")
    assert same_date(wanted, found, frozenset([2014]))
    assert not same_date(wanted, found, frozenset([2013]))


def test_names_leave_out_titles_dates_and_the_capital_that_begins_a_sentence() -> None:
    assert names(ORDER) == ["Russian", "Vladimir Putin", "Sergei Shoigu", "Rostov Region"]
    assert names("Troops left on Tuesday. Officials said no. Hours later, the Defense Ministry reported.") == [
        "Defense Ministry"
    ]
    assert names("Medvedev said so. NATO's chief met J. K. Rowling at the Bank of England.") == [
        *("Medvedev", "NATO", "J. K. Rowling"),
        "Bank of England",
    ]


@pytest.mark.parametrize(
    ("name", "text", "there"),
    [
        ("Vladimir Putin", "Putin said", True),
        ("Putin", "Vladimir Putin said", True),
        ("V. Putin", "Vladimir Putin said", True),
        ("Igor Putin", "Vladimir Putin said", False),
        ("NATO", "the North Atlantic Treaty Organization said", True),
        ("North Atlantic Treaty Organization", "NATO said", True),
        ("Russia", "Russian troops", True),
        ("UK", "British troops", True),
        ("Canadians", "Canada had the most", True),
        ("Indians", "Indiana had the most", False),
        ("Austria", "Australian troops", False),
        ("Georgia", "George left", False),
        ("Ministry of Defence", "the Defense Ministry said", True),
        ("Foreign Ministry", "the Defense Ministry said", False),
        ("Rostov Region", "near Rostov", True),
        ("African-Americans", "African Americans said", True),
    ],
)
def test_a_name_is_found_in_its_other_forms_only(name: str, text: str, there: bool) -> None:
    assert bool(name_in(name, text)) is there


@pytest.mark.parametrize(
    "text", ["He did not go", "They didn't", "Russia denied it", "without ties", "never", "failed to win"]
)
def test_denials_are_seen(text: str) -> None:
    assert negated(text)


@pytest.mark.parametrize("text", ["He went", "There is no doubt", "not only that", "No. 5 won", "a notable knot"])
def test_what_only_looks_like_a_denial_is_not(text: str) -> None:
    assert not negated(text)


def test_a_denial_and_a_hedge_reach_to_the_end_of_their_clause() -> None:
    assert denied_stems("He was not fined, and troops left") == {stem("fined")}
    assert denied_stems("a claim that Russia has repeatedly denied") >= {stem("claim")}
    assert hedged_stems("Putin may withdraw troops, but NATO stays") == {stem("withdraw"): "may", stem("troops"): "may"}


def test_what_is_put_in_between_commas_does_not_end_what_is_denied() -> None:
    assert denied_stems("He denied that his wife, the dancer Ana Holm, had ever owned a firm.") >= {
        stem("owned"),
        "firm",
    }
    assert "firm" not in denied_stems("He denied it, and Ana Holm, his wife, who had sold it, left the firm.")


def test_quotations_are_found_with_any_marks_and_apostrophes_are_not() -> None:
    assert quoted(
        'He said "one", \u201ctwo\u201d, \u00abthree\u00bb and \u2018four\u2019. Russia\'s and NATO\u2019s'
    ) == [*("one", "two", "three", "four")]


def test_a_quotation_is_compared_without_its_marks_and_final_comma() -> None:
    assert (
        failed(
            "He called it \u201ca don\u2019t-care  matter,\u201d NATO said.",
            'NATO said he called it "a don\'t-care matter".',
        )
        == set()
    )


def test_what_is_told_is_told_apart_from_what_the_article_says() -> None:
    def theirs(sentence: str) -> str:
        return "|".join(span.of(sentence).strip() for part in told(sentence) for span in part.said)

    assert theirs("NATO said that troops moved.") == "that troops moved."
    assert theirs("Troops moved, NATO said.") == "Troops moved,|."
    assert theirs('"Troops moved," said NATO.') == '"Troops moved,"'
    assert theirs("They drove to a mosque, where they told people nothing.") == "people nothing."
    assert theirs("Troops moved.") == ""


def test_checking_a_text_of_repetitions_ends() -> None:
    long = "Aa " * 4_000 + "one and " * 4_000 + "1," * 4_000 + '"' * 4_001 + "not " * 1_000 + "said, " * 1_000
    assert checks("Putin ordered the withdrawal of 5 troops.", long)


def test_a_figure_one_digit_off_is_told_only_where_it_is_the_only_one() -> None:
    def other(cited: str) -> str:
        return next(c.found for c in LexicalVerifier().verify("The dose is for ages 12 up.", [cited], ()) if not c.ok)

    assert other("The dose is for ages 16 up.") == "16"
    assert other("As with those over 18, people of ages 16 and 17 get the dose.") == ""


@pytest.mark.parametrize(
    ("claim", "cited", "found"),
    [
        ("The firm lost $3 billion.", "The firm lost $3 million.", "$3 million"),
        ("Rates rose by 5 percentage points.", "Rates rose by 5 percent.", "5 percent"),
        ("The road has 12 miles.", "The road has 12 km.", "12 km"),
        ("The road has 12 miles.", "The road has 12 bridges.", ""),
    ],
)
def test_the_same_figure_in_another_unit_or_scale_is_told(claim: str, cited: str, found: str) -> None:
    checks = LexicalVerifier().verify(claim, [cited], ())
    assert [(check.ok, check.found) for check in checks if check.kind == "number"] == [(False, found)]


def test_a_day_that_the_claim_gives_as_well_is_no_other_day() -> None:
    claim = "It arrives between 26 September and 1 October 2022."
    checks = LexicalVerifier().verify(claim, ["It arrives on Monday."], ["26 September 2022"])
    assert [check.found for check in checks if check.kind == "date" and not check.ok] == [""]
