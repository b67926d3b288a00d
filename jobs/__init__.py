"""What runs: each job wires the stages, and reads as a list; no logic of a stage lives here."""
