"""What local authorities do with technology: who carries it, with what, what for, how far it is."""
