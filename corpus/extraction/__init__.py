"""What `corpus.extract` knows about pages: their furniture, headlines, datelines, dates and markup. Pure, a piece a file."""
