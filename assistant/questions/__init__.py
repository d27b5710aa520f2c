"""What a question asks for, and how well a sentence fits it. Pure."""
