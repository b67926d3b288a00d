"""Pictures drawn by the server, as SVG: no script, readable as text too."""
