"""The reference pages that are made from the code: each module yields the text of one kind of page."""
