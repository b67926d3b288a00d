"""The first screen and what it leads to: lists and their state, marks, doubts, watch lists, first steps."""
