"""What a text says, sentence by sentence: words, names, figures, days, who speaks, who "he" is. Pure, and knows no
question."""
