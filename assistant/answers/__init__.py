"""From the sentences found to an answer: chosen, attributed, both sides heard, cited, or an abstention."""
