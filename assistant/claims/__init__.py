"""From a claim, or a draft of them, to verdicts with the sentences for and against."""
