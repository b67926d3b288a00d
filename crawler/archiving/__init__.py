"""The archive of raw answers: WARC segments, their journals, how long they are kept."""
