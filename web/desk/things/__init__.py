"""Pages of what articles are about: communes, mayors, technologies, outlets, and the register of initiatives."""
