"""What editors say of what was found."""
