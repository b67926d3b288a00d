"""The editors' desk: a file is a room. Rooms read the published snapshot; what people decide goes to the state."""
