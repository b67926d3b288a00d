"""SQL typed by people, in a process that is killed: what goes in, what comes out, how it is written."""
