"""Who says it: never somebody the sentence does not name as speaking."""

from __future__ import annotations

import pytest

from assistant.language.speaker import speaker


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("NATO Chief also claimed that Russia supports them.", "NATO Chief"),
        (
            "Troops moved, NATO Secretary General Jens Stoltenberg said on Tuesday.",
            "NATO Secretary General Jens Stoltenberg",
        ),
        (
            "According to Russian Prime Minister Dmitry Medvedev, they drilled.",
            "Russian Prime Minister Dmitry Medvedev",
        ),
        ("Hours later, the Defense Ministry reported that it had begun.", "Defense Ministry"),
        ("Putin ordered it, the Kremlin press service said on Sunday.", "Kremlin press service"),
        ("The governor of the Bank of England, Mark Carney, said the bank was ready.", "Mark Carney"),
        ("Nigel Farage, the leader of the party, had told supporters: “Go.”", "Nigel Farage"),
        ('"We cannot be happier," said Andrea Accomazzo, the director.', "Andrea Accomazzo"),
        ("Fewer than 5,000 took part, according to the city police.", "the city police"),
        ("It is a claim that Russia has repeatedly denied.", "Russia"),
        ("Five days earlier the Kremlin had announced that they would leave.", "Kremlin"),
        ("Unions had called strikes over what they described as poor safety.", "Unions"),
        ("The brand said it would stop.", "the brand"),
        ("The mine will close, one of the province’s leaders said Monday.", "one of the province’s leaders"),
        (
            "The mine is safe, a person with knowledge of the report told the Courier.",
            "a person with knowledge of the report",
        ),
        ("The mine is safe, said the BBC.", "BBC"),
        (
            "The mine is safe, Meridian chief safety officer Ana Holm told reporters.",
            "Meridian chief safety officer Ana Holm",
        ),
        ("They agreed on a sum, according to Meridian attorney Ana Holm, on Friday.", "Meridian attorney Ana Holm"),
        ("Prices rose, according to data from the Bureau of Labour.", "Bureau of Labour"),
        ("Ana Holm, 76, announced on Monday that she would stop.", "Ana Holm"),
        ("Sen. Karl Vane, R-Ky., said the mine was safe.", "Sen. Karl Vane"),
        ("Karl Vane – who is visiting Osk on Sunday – said in his opening words that it was safe.", "Karl Vane"),
        ("Courier News and Radio Osk reported that it had closed.", "Courier News and Radio Osk"),
        ("The director of the mine, Ana Holm, has confirmed it.", "Ana Holm"),
        ("The claim, filed on Friday in Osk, alleges Meridian Wire sent nothing.", "the claim"),
        ('"We are glad that Ana Holm has stated that she will join us," the club said.', "the club"),
        ("Eleven people have reported infections, the commission said.", "the commission"),
        ("When asked about the mine, Vane said he had not read it.", "Vane"),
        (
            "The fire is out, reps for the singer at Echoing Sound confirmed in a note.",
            "reps for the singer at Echoing Sound",
        ),
    ],
)
def test_the_speaker_is_the_subject_of_the_saying_in_the_articles_words(sentence: str, who: str) -> None:
    assert speaker(sentence) == who


@pytest.mark.parametrize(
    "sentence",
    [
        "He said Russia was training the separatists.",
        "NATO boosted its presence in the former Soviet Baltic states of Latvia and Estonia.",
        "Voters in Scotland have rejected independence.",
        "Mugabe dismissed Vice-President Emmerson Mnangagwa.",
        "People who know the Kremlin say the timing is no accident.",
        "Nobody in Moscow ever said that they would stay.",
        "By August 4 the agency had been told of 1,711 cases.",
        "Some 17,600 men are said to be leaving.",
        "Ana Holm had 19 points and Karl Vane, who was named the best, added 17 points.",
        "Osk and the Wanderers put on a great show on Sunday.",
        "To put it simply, it was a defeat.",
        "The country said a final farewell to its king on Tuesday.",
        "They fell behind on the National Assessment, also called the Report Card.",
        "Those accused of arson more than a hundred years ago were cleared.",
        "The fire is out and the toll revealed.",
        "A vote, a trend observers say was expected, was held.",
        "NATO has never said that it would stay.",
        "Putin ordered the withdrawal of 17,600 troops.",
        "",
    ],
)
def test_where_nobody_is_named_as_speaking_there_is_no_speaker(sentence: str) -> None:
    assert speaker(sentence) is None


def test_a_long_run_of_names_ends_in_reasonable_time() -> None:
    assert speaker("Aa Bb of " * 3_000 + "said") is None
