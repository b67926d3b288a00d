"""The public pages: confirming, unsubscribing, the archive of the letter, the watches."""
