"""From the rows of a week to its letter: pure functions, a file an idea. Same rows, same letter."""
