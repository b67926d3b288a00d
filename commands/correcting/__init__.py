"""The commands of `beffroi correct`: a file is what they are about."""
