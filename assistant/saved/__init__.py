"""What somebody keeps: conversations, answers and reviews of a desk, bundles for an audit, and what changed since."""
