"""The passages for a question: words, meaning and time in one score, copies folded, read again, put in order,
joined."""
