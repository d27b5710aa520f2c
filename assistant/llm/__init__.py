"""Language models: which one, how it is built or run here, one bounded call of it."""
