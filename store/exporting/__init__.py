"""What is published, as files that anyone can open."""
