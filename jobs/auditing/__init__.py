"""The blind audit: a sample, its files, what coders found."""
