"""Is it for us: the gate, the classifier, nature and topics."""
