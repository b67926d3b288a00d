"""The week's letter at work: drafted, edited, checked, approved, archived, sent."""
