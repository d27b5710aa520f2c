"""Whether one text follows from another: what fails is a `Check` with both sides. Pure."""
