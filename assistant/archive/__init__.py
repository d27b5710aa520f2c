"""The archive itself, as it is: reading it, looking after it, adding to it."""
