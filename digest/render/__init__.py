"""The week's letter in the forms in which people read it: mail, text, Markdown, web page, feed, calendar.

All of them are made from one model (digest.letter), cleaned once (clean), in the same words (words).
"""
