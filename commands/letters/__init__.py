"""The commands of the letter, one file a group."""
