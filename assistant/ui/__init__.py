"""The chat page, one component a file. It knows the assistant only through its public names."""
