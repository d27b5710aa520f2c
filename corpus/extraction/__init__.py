"""What `corpus.extract` knows about pages: furniture, headlines, datelines, dates, markup. Pure, a piece a file."""
