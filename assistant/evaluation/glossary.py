"""What each score says, in a sentence for somebody who has never read an evaluation. The exact definitions are in the
docstrings of `assistant.evaluation.metrics`."""

from __future__ import annotations

_MEANINGS = {
    "retrieval/hit@": "share of questions with the right passage among the first k found",
    "retrieval/mrr": "one over the rank of the first right passage, on average",
    "retrieval/ndcg@": "how near the right articles stand to the top of the first ten found",
    "retrieval/article-hit@": "share of claims with a right article among the first k found",
    "retrieval/article-recall@": "share of the right articles among the first k found",
    "evidence/precision": "share of the cited sentences that are among the right ones",
    "evidence/recall": "share of the right sentences that are cited",
    "evidence/f1": "precision and recall of the cited sentences in one number",
    "evidence/shown-f1": "the same for the first two sentences shown, whether a side is taken or not",
    "answers/right": "holds a right answer or cites a sentence that gives it; a refusal is wrong here",
    "answers/contained": "a right answer stands in what was said",
    "answers/exact-match": "what was said is the right answer and nothing else",
    "answers/token-f1": "words shared with the right answer; low for whole sentences, which say more",
    "answers/contained-in-cited": "a right answer stands in a cited sentence",
    "answers/contained-in-two-cited": "the same for the first two cited sentences: what a hurried reader sees",
    "answers/cites-gold-sentence": "a sentence that people marked as the answer is cited",
    "length/words": "words of the answer to read",
    "citations/exact": "quotes that stand in the article word for word where they are said to be",
    "citations/claims-exact": "the same for the quotes of verdicts",
    "citations/recall-verifier": "statements that follow from what they cite, by the product's own checks",
    "citations/precision-verifier": "citations that are needed for their statement, by the product's own checks",
    "citations/recall-lexical": "statements whose words and figures stand in what they cite",
    "citations/precision-lexical": "citations that are needed for their statement, by words and figures",
    "citations/uncited": "statements of an answer without any citation",
    "abstention/precision": "of the questions it refused, those the archive really does not answer",
    "abstention/recall": "of the questions the archive does not answer, those it refused",
    "abstention/f1": "both in one number",
    "abstention/false-refusals": "of the questions the archive answers, those it refused",
    "verdicts/right": "claims with the right verdict",
    "verdicts/accuracy": "claims with the right verdict",
    "verdicts/accuracy-of-the-commonest": "the accuracy of always saying the most common verdict: the least to beat",
    "verdicts/balanced-accuracy": "share of right verdicts in each class of claims, averaged over the classes",
    "verdicts/macro-f1": "F1 of each class, averaged over the classes",
    "verdicts/precision-of-given": "of the claims it called supported or refuted, those that are",
    "verdicts/given": "claims it gave a verdict on, other than that the evidence is not enough",
    "verdicts/precision:": "of the claims given this verdict, those that have it",
    "verdicts/recall:": "of the claims that have this verdict, those given it",
    "verdicts/f1:": "both in one number",
    "confidence/": "of answers",
    "confidence/refusals-": "of refusals",
    "confidence/claims-": "of verdicts",
    "extraction/token-precision": "words of the extracted text that belong to the article",
    "extraction/token-recall": "words of the article that were extracted",
    "extraction/token-f1": "both in one number",
    "extraction/date": "pages whose publication day is right, of those where it is known",
}
_CONFIDENCE = {
    "ece": "how far the stated confidence is from how often it is right",
    "brier": "squared distance of the confidence from right (1) or wrong (0)",
    "aurc": "how many are wrong among the most confident ones, averaged: low when the doubtful ones come last",
}


def meaning(name: str) -> str:
    """The sentence for a score, by the longest beginning of its name that is known; "" for one of somebody's own."""
    known = max((start for start in _MEANINGS if name.startswith(start)), key=len, default="")
    if not known or (known != name and known[-1] not in "@:/-"):
        return ""
    if name.startswith("confidence/"):
        what = _CONFIDENCE.get(name.removeprefix(known), "")
        return f"{what}, {_MEANINGS[known]}" if what else ""
    return _MEANINGS[known]
