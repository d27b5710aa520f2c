"""Model files: which ones there are, where they are kept, and how they are fetched, checked and removed."""
