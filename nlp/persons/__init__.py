"""Who: names, public roles, and what the register says of them."""
